package nndl.mnist;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import nndl.words.Words;

/**
 * What a URL gives, read by a thread of its own: looking up a host's name, connecting and reading
 * may each hang for minutes, and none of them heeds an interrupt. The caller only watches, and can
 * leave at any moment; the thread then ends by its own time limits.
 */
final class Download implements Runnable {
  /** More than any file of MNIST, even unpacked (47 MB): there reading stops, in bytes. */
  static final int LIMIT = 64 << 20;
  /** The name of the threads. */
  static final String THREAD = "nndl-download";

  /** Fewer new bytes than this do not count as progress: a trickle is as bad as a stall. */
  private static final int TRICKLE = 8192;

  /**
   * What was received.
   *
   * @param bytes the bytes; not all of them if the connection broke
   * @param type the content type, or null
   */
  record Body(byte[] bytes, String type) {}

  private final URI uri;
  private final int timeout;
  private final CompletableFuture<Body> body = new CompletableFuture<>();
  private volatile long length = -1;
  private volatile int received;
  private volatile boolean abandoned;

  private Download(URI uri, int timeout) {
    this.uri = uri;
    this.timeout = timeout;
  }

  /**
   * Fetches.
   *
   * @param uri the URL
   * @param answerMillis how long to wait for the first byte
   * @param stallMillis how long to wait for more bytes
   * @param progress is told now and then how much has come, as in "3.2 of 9.9 MB"
   * @return what was received
   * @throws InterruptedIOException if the calling thread is interrupted
   * @throws IOException if nothing is received or it stops coming; its message is a few words
   */
  static Body get(URI uri, long answerMillis, long stallMillis, Consumer<String> progress)
      throws IOException {
    // The thread's limits are a little longer, so that it is the caller who notices and reports.
    Download download = new Download(uri, (int) Math.max(answerMillis, stallMillis) + 500);
    Thread thread = new Thread(download, THREAD);
    thread.setDaemon(true);
    thread.start();
    try {
      return download.await(answerMillis, stallMillis, progress);
    } finally {
      download.abandoned = true;
    }
  }

  private Body await(long answerMillis, long stallMillis, Consumer<String> progress)
      throws IOException {
    int mark = 0;
    long marked = System.nanoTime();
    while (true) {
      try {
        return body.get(50, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        int now = received;
        if (now > 0) {
          progress.accept(amount());
        }
        long silent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - marked);
        if (now > 0 && mark == 0 || now - mark >= TRICKLE) {
          mark = now;
          marked = System.nanoTime();
        } else if (mark == 0 && silent > answerMillis) {
          throw new IOException(Words.text("mnist.silent", answerMillis / 1000.0));
        } else if (mark > 0 && silent > stallMillis) {
          throw new IOException(Words.text("mnist.stalled", amount()));
        }
      } catch (ExecutionException e) {
        throw new IOException(words(e.getCause()), e.getCause());
      } catch (InterruptedException e) {
        // The exception tells; to interrupt the thread again could hurt what the kernel sends next.
        throw new InterruptedIOException(Words.text("mnist.interrupted"));
      }
    }
  }

  private String amount() {
    return length < 0 ? Words.text("mnist.size", received / 1e6)
        : Words.text("mnist.amount", received / 1e6, length / 1e6);
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof UnknownHostException) {
      return Words.text("mnist.host");
    } else if (failure instanceof FileNotFoundException) {
      return Words.text("mnist.absent");
    } else if (failure instanceof SSLException) {
      return Words.text("mnist.secure", message);
    }
    return failure instanceof IOException && message != null ? message : failure.toString();
  }

  /** Reads until the end, or until nobody waits any more. */
  @Override
  public void run() {
    HttpURLConnection http = null;
    try {
      URLConnection connection = uri.toURL().openConnection();
      connection.setConnectTimeout(timeout);
      connection.setReadTimeout(timeout);
      if (connection instanceof HttpURLConnection h) {
        http = h;
        // Java would keep the connection, and a thread that watches it, for a few seconds more.
        http.setRequestProperty("Connection", "close");
        if (http.getResponseCode() != HttpURLConnection.HTTP_OK) {
          throw new IOException("HTTP " + http.getResponseCode());
        }
      }
      length = connection.getContentLengthLong();
      try (InputStream in = connection.getInputStream()) {
        body.complete(new Body(read(in), connection.getContentType()));
      }
    } catch (Throwable e) { // even an error: it must reach the thread that waits
      body.completeExceptionally(e);
    } finally {
      if (http != null) {
        http.disconnect();
      }
    }
  }

  private byte[] read(InputStream in) throws IOException {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream((int) Math.min(Math.max(length, 8192), LIMIT));
    byte[] buffer = new byte[1 << 16];
    try {
      for (int n; !abandoned && out.size() < LIMIT && (n = in.read(buffer)) >= 0;) {
        out.write(buffer, 0, n);
        received = out.size();
      }
    } catch (IOException e) {
      // A connection that breaks leaves a file cut short: its hash will tell.
      if (received == 0) {
        throw e;
      }
    }
    return out.toByteArray();
  }
}
