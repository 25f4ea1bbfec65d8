package nndl.mnist;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import nndl.data.Dataset;
import nndl.data.Digits;
import nndl.data.Idx;
import nndl.data.MnistFile;
import nndl.file.WholeFile;
import nndl.words.Words;

/**
 * The digits of MNIST, from a folder that caches them or else from the internet.
 *
 * <p>The cache is the folder that the environment variable {@code NNDL_HOME} names, or {@code
 * ~/.cache/nndl}. The first place to fetch from is the folder, or its URL, that {@code
 * NNDL_MNIST_MIRROR} names, if it is set. Wherever a file comes from, it is used only if its
 * SHA-256 is that of the original.
 */
public final class Mnist {
  /** Is told how MNIST is found; nothing, where it is in the cache. */
  public interface Listener {
    /**
     * Is told, now and then, how far fetching is.
     *
     * @param text a line that replaces the one before
     */
    void progress(String text);

    /**
     * Is told what the user should know.
     *
     * @param text a line that stays
     */
    void note(String text);
  }

  /** Prints that fetching begins, and what the user should know. */
  private static final class Printer implements Listener {
    private boolean begun;

    @Override
    public void progress(String text) {
      if (!begun) {
        begun = true;
        System.out.println(text);
      }
    }

    @Override
    public void note(String text) {
      System.out.println(text);
    }
  }

  private static final List<String> PUBLIC_MIRRORS = List.of(
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
      "https://github.com/fgnt/mnist/raw/master/");
  /** Without a network the answer must come within ten seconds. */
  private static final long PATIENCE_MILLIS = 9000;

  private static Dataset loaded;

  private final Path cache;
  private final List<URI> mirrors;
  private final long patienceMillis;
  private final Listener listener;
  private boolean fetching;
  private boolean saidNotKept;

  /**
   * Names the places.
   *
   * @param cache the folder that keeps the files; it need not exist
   * @param mirrors URLs of folders that have the files, each ending in a slash, in order
   * @param patienceMillis how long to wait for the first byte of a file, over all mirrors
   * @param listener is told how it goes
   */
  Mnist(Path cache, List<URI> mirrors, long patienceMillis, Listener listener) {
    this.cache = cache;
    this.mirrors = new ArrayList<>(mirrors);
    this.patienceMillis = patienceMillis;
    this.listener = listener;
  }

  private static Mnist ofEnvironment(Listener listener) throws IOException {
    String home = System.getenv("NNDL_HOME");
    String mirror = System.getenv("NNDL_MNIST_MIRROR");
    List<URI> mirrors = new ArrayList<>();
    if (mirror != null && !mirror.isBlank()) {
      mirrors.add(folder(mirror));
    }
    for (String known : PUBLIC_MIRRORS) {
      mirrors.add(folder(known));
    }
    Path cache = home != null && !home.isBlank()
        ? Path.of(home) : Path.of(System.getProperty("user.home"), ".cache", "nndl");
    return new Mnist(cache, mirrors, PATIENCE_MILLIS, listener);
  }

  /**
   * Understands the name of a folder.
   *
   * @param name a path or a URL, with or without a slash at its end
   * @return its URL, with a slash at its end
   * @throws IOException if it is neither
   */
  static URI folder(String name) throws IOException {
    String slashed = name.strip().replaceFirst("/*$", "/");
    try {
      // A scheme has two letters or more: C:/data is a path.
      return slashed.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")
          ? URI.create(slashed)
          : URI.create(Path.of(slashed).toUri().toString().replaceFirst("/*$", "/"));
    } catch (IllegalArgumentException e) {
      throw new IOException(Words.text("mnist.mirror", name, e.getMessage()), e);
    }
  }

  /**
   * Loads MNIST, the first time from the cache or the internet.
   *
   * @param listener is told how it goes
   * @return the digits
   * @throws InterruptedIOException if the thread is interrupted while it fetches
   * @throws IOException if MNIST cannot be loaded; the message fits after "because"
   */
  public static synchronized Dataset load(Listener listener) throws IOException {
    if (loaded == null) {
      Mnist mnist = ofEnvironment(listener);
      loaded = Dataset.split(Dataset.MNIST,
          mnist.digits(MnistFile.TRAINING_IMAGES, MnistFile.TRAINING_LABELS),
          mnist.digits(MnistFile.TEST_IMAGES, MnistFile.TEST_LABELS));
    }
    return loaded;
  }

  /**
   * Fetches into the cache what it does not have yet, and prints a line for each file. The exit
   * status is 1 if the cache does not have all files in the end.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    try {
      Mnist mnist = ofEnvironment(new Printer());
      for (MnistFile file : MnistFile.ALL) {
        int bytes = mnist.read(file).length;
        if (mnist.saidNotKept) {
          System.exit(1);
        }
        System.out.println(Words.text("mnist.kept", file.name(), mnist.cache, bytes));
      }
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  // As one expression, so that the bytes of the file are garbage as soon as they are unwrapped.
  private Digits digits(MnistFile images, MnistFile labels) throws IOException {
    return Digits.of(
        Idx.images(images.name(), read(images)), Idx.labels(labels.name(), read(labels)));
  }

  /**
   * Returns a file from the cache, or else from the first mirror that has it, and then keeps it.
   *
   * @param file which file
   * @return its bytes, not compressed
   * @throws InterruptedIOException if the thread is interrupted
   * @throws IOException if nobody has the file
   */
  byte[] read(MnistFile file) throws IOException {
    Map<String, List<String>> placesByTrouble = new LinkedHashMap<>();
    Path kept = cache.resolve(file.name());
    if (Files.exists(kept)) {
      try {
        return unpack(file, new Download.Body(Files.readAllBytes(kept), null)).bytes;
      } catch (IOException e) {
        note(placesByTrouble, e, Words.text("mnist.cache", cache));
      }
    }
    if (!fetching) {
      fetching = true;
      listener.progress(Words.text("mnist.fetching"));
    }
    return fetch(file, placesByTrouble);
  }

  private byte[] fetch(MnistFile file, Map<String, List<String>> placesByTrouble)
      throws IOException {
    String part = file.name().replaceFirst("-idx.*", "");
    long patience = patienceMillis;
    for (int i = 0; i < mirrors.size(); i++) {
      URI mirror = mirrors.get(i);
      long share = patience / (mirrors.size() - i);
      long start = System.nanoTime();
      try {
        Download.Body body = Download.get(URI.create(mirror + file.name()), share,
            patienceMillis / 2,
            amount -> listener.progress(Words.text("mnist.progress", part, amount)));
        Unpacked unpacked = unpack(file, body);
        keep(file, unpacked.layers == 1 ? body.bytes() : gzip(unpacked.bytes));
        if (!placesByTrouble.isEmpty()) {
          listener.note(
              Words.text("mnist.instead", file.name(), mirror, list(placesByTrouble)));
        }
        // The next file will first be asked for here.
        mirrors.add(0, mirrors.remove(i));
        return unpacked.bytes;
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        note(placesByTrouble, e, mirror.toString());
        // What a mirror did not use of its share is left to those that follow.
        patience -= Math.min(share, (System.nanoTime() - start) / 1_000_000);
      }
    }
    throw new IOException(Words.text("mnist.nowhere", file.name(), list(placesByTrouble)));
  }

  private static void note(Map<String, List<String>> placesByTrouble, IOException trouble,
      String place) {
    // The message of a FileSystemException is but the file's name.
    String words =
        trouble instanceof FileSystemException ? trouble.toString() : trouble.getMessage();
    placesByTrouble.computeIfAbsent(words, t -> new ArrayList<>()).add(place);
  }

  private static String list(Map<String, List<String>> placesByTrouble) {
    List<String> parts = new ArrayList<>();
    placesByTrouble.forEach((trouble, places) ->
        parts.add(Words.text("mnist.trouble", Words.list("list.comma", places.stream()), trouble)));
    return Words.list("list.comma", parts.stream());
  }

  /** A file's bytes, and how many layers of gzip were around them. */
  private record Unpacked(byte[] bytes, int layers) {}

  /**
   * Unpacks. Only the hash decides, so a file that a proxy unpacked on its way, or packed once
   * more, is as good as the original.
   */
  private static Unpacked unpack(MnistFile file, Download.Body body) throws IOException {
    byte[] bytes = body.bytes();
    String damage = null;
    int layers = 0;
    for (; layers < 2 && damage == null && isGzip(bytes); layers++) {
      ByteArrayOutputStream out =
          new ByteArrayOutputStream((int) Math.min(5L * bytes.length, Download.LIMIT));
      damage = gunzip(bytes, out);
      bytes = out.toByteArray();
    }
    String found = sha256(bytes);
    if (found.equals(file.sha256())) {
      return new Unpacked(bytes, layers);
    }
    if (isPage(bytes, body.type())) {
      throw new IOException(Words.text("mnist.page"));
    }
    String what;
    if (body.bytes().length == 0) {
      what = Words.text("mnist.empty");
    } else if (damage != null) {
      what = damage;
    } else {
      what = Words.text(layers == 0 ? "mnist.unpacked" : "mnist.another");
    }
    throw new IOException(damage == null
        ? Words.text("mnist.hash", what, file.sha256(), found)
        : Words.text("mnist.part", what, file.sha256(), found, bytes.length));
  }

  private static boolean isGzip(byte[] bytes) {
    return bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }

  private static boolean isPage(byte[] bytes, String type) {
    int i = 0;
    while (i < bytes.length && Character.isWhitespace(bytes[i])) {
      i++;
    }
    return i < bytes.length && bytes[i] == '<' || type != null && type.startsWith("text/html");
  }

  /** Unpacks as much as can be unpacked, and tells what is wrong with the rest, or null. */
  private static String gunzip(byte[] packed, ByteArrayOutputStream out) {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), buffer.length)) {
      for (int n; out.size() < Download.LIMIT && (n = in.read(buffer)) >= 0;) {
        out.write(buffer, 0, n);
      }
      return null;
    } catch (EOFException e) {
      return Words.text("mnist.short", packed.length);
    } catch (IOException e) {
      return Words.text("mnist.damaged", e.getMessage());
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4);
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256: " + e, e);
    }
  }

  /** Keeps a file. Other processes may do the same at the same time. */
  private void keep(MnistFile file, byte[] packed) {
    try {
      Files.createDirectories(cache);
      WholeFile.write(cache.resolve(file.name()), packed);
    } catch (IOException e) {
      if (!saidNotKept) {
        listener.note(Words.text("mnist.unkept", cache, e));
        saidNotKept = true;
      }
    }
  }
}
