package nndl.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import nndl.data.MnistFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetches a small file from a server that misbehaves in a different way in each folder. */
@Timeout(20)
class MnistTest {
  private static final String NAME = "small-idx1-ubyte.gz";
  private static final byte[] CONTENT = content();
  private static final byte[] PACKED = gzip(CONTENT);
  private static final MnistFile FILE = new MnistFile(NAME, sha256(CONTENT));
  private static final String PAGE = "\n<!DOCTYPE html><html><body>Please log in</body></html>";

  @TempDir
  Path folder;
  private Path cache;
  private HttpServer server;
  private ExecutorService serving;
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<String> progress = Collections.synchronizedList(new ArrayList<>());
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  private final Mnist.Listener listener = new Mnist.Listener() {
    @Override
    public void progress(String text) {
      progress.add(text);
    }

    @Override
    public void note(String text) {
      notes.add(text);
    }
  };

  private static byte[] content() {
    byte[] bytes = new byte[30_000];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 0x10;
    return copy;
  }

  @BeforeEach
  void start() throws IOException {
    cache = folder.resolve("deep/cache");
    serving = Executors.newCachedThreadPool();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(serving);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    serving.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String way = exchange.getRequestURI().getPath().split("/")[1];
    switch (way) {
      case "good" -> send(exchange, 200, PACKED.length, PACKED);
      case "short" -> send(exchange, 200, 9000, Arrays.copyOf(PACKED, 9000));
      case "broken" -> send(exchange, 200, PACKED.length, Arrays.copyOf(PACKED, 9000));
      case "flipped" -> send(exchange, 200, PACKED.length, flipped(PACKED, 20_000));
      case "another" -> {
        byte[] another = gzip(flipped(CONTENT, 5));
        send(exchange, 200, another.length, another);
      }
      case "empty" -> send(exchange, 200, -1, new byte[0]);
      case "text" -> send(exchange, 200, 5, "hello".getBytes());
      case "page" -> send(exchange, 200, 0, PAGE.getBytes());
      case "html" -> {
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        send(exchange, 200, 0, "Please log in".getBytes());
      }
      case "double" -> send(exchange, 200, 0, gzip(PACKED));
      case "plain" -> send(exchange, 200, 0, CONTENT);
      case "stall", "trickle" -> {
        exchange.sendResponseHeaders(200, PACKED.length);
        exchange.getResponseBody().write(PACKED, 0, 12_000);
        exchange.getResponseBody().flush();
        try {
          // A trickle is some bytes often, but never many.
          for (int i = 12_000; !over.await(20, TimeUnit.MILLISECONDS); i++) {
            if (way.equals("trickle")) {
              exchange.getResponseBody().write(PACKED, i, 1);
              exchange.getResponseBody().flush();
            }
          }
        } catch (InterruptedException | IOException e) {
          // The client has gone, or the test is over.
        }
        exchange.close();
      }
      default -> send(exchange, Integer.parseInt(way), 0, "no".getBytes());
    }
  }

  private static void send(HttpExchange exchange, int status, long length, byte[] body)
      throws IOException {
    exchange.sendResponseHeaders(status, length);
    if (length >= 0) {
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
    }
    exchange.close();
  }

  private URI mirror(String way) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + way + "/");
  }

  private Mnist mnist(String... ways) {
    return mnist(Stream.of(ways).map(this::mirror).toList(), 2000);
  }

  private Mnist mnist(List<URI> mirrors, long patienceMillis) {
    return new Mnist(cache, mirrors, patienceMillis, listener);
  }

  /** What the user was told, but for the progress. */
  private String said() {
    return String.join("\n", notes);
  }

  /** The cache has the file, good and as gzip, and nothing else. */
  private void assertKept() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).containsExactly(cache.resolve(NAME));
    }
    assertThat(Files.readAllBytes(cache.resolve(NAME))).startsWith(0x1f, 0x8b);
    int before = requests.get();
    assertThat(mnist("404").read(FILE)).isEqualTo(CONTENT);
    assertThat(requests).hasValue(before);
  }

  @Test
  void fetchesKeepsAndThenAsksNobody() throws IOException {
    assertThat(mnist("good").read(FILE)).isEqualTo(CONTENT);
    assertThat(requests).hasValue(1);
    assertThat(Files.readAllBytes(cache.resolve(NAME))).isEqualTo(PACKED);
    assertThat(progress).startsWith("Fetching MNIST");
    progress.clear();
    assertKept();
    assertThat(said()).isEmpty();
    assertThat(progress).isEmpty();
  }

  @Test
  void fetchesFromAFolder() throws IOException {
    Path mirror = Files.createDirectories(folder.resolve("with space"));
    Files.write(mirror.resolve(NAME), PACKED);
    Mnist mnist = mnist(List.of(Mnist.folder(mirror.toString())), 2000);
    assertThat(mnist.read(FILE)).isEqualTo(CONTENT);
    assertKept();
  }

  @Test
  void understandsFoldersAndUrls() throws IOException {
    assertThat(Mnist.folder("https://a.b/c")).hasToString("https://a.b/c/");
    assertThat(Mnist.folder(" https://a.b/c// ")).hasToString("https://a.b/c/");
    assertThat(Mnist.folder("file:///no/such")).hasToString("file:///no/such/");
    assertThat(Mnist.folder("/no/such folder")).hasToString("file:///no/such%20folder/");
    assertThat(Mnist.folder("no/such").toString()).startsWith("file:///").endsWith("/no/such/");
    assertThatThrownBy(() -> Mnist.folder("http://a b/")).isInstanceOf(IOException.class)
        .hasMessageContaining("http://a b/");
  }

  @ParameterizedTest
  @CsvSource({
      "short, a file cut short",
      "broken, a file cut short",
      "flipped, a damaged file",
      "another, another file of this name",
      "empty, an empty file",
      "text, something that is not gzip"})
  void tellsBothHashesOfAWrongFileAndTriesTheNextMirror(String way, String words)
      throws IOException {
    assertThatThrownBy(() -> mnist(way).read(FILE))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("MNIST's " + NAME + " could not be had from " + mirror(way) + " ("
            + words)
        .hasMessageContaining("SHA-256 expected " + FILE.sha256() + ", found ")
        .hasMessageMatching(".*found (?!" + FILE.sha256() + ")[0-9a-f]{64}[^0-9a-f].*")
        .hasMessageEndingWith("; set NNDL_MNIST_MIRROR to a folder that has the four files");
    assertThat(cache).doesNotExist();

    assertThat(mnist(way, "good").read(FILE)).isEqualTo(CONTENT);
    assertThat(said()).contains(NAME + " is now from " + mirror("good"), words,
        mirror(way).toString(), FILE.sha256());
    assertKept();
  }

  @ParameterizedTest
  @CsvSource({
      "page, (a web page instead of the file)",
      "html, (a web page instead of the file)",
      "403, (HTTP 403)",
      "404, (HTTP 404)",
      "500, (HTTP 500)",
      "301, (HTTP 301)"})
  void tellsWhatCameInsteadOfAFileAndTriesTheNextMirror(String way, String words)
      throws IOException {
    assertThatThrownBy(() -> mnist(way).read(FILE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(NAME)
        .hasMessageContaining(mirror(way) + " " + words);
    assertThat(mnist(way, "good").read(FILE)).isEqualTo(CONTENT);
    assertKept();
  }

  @ParameterizedTest
  @ValueSource(strings = {"double", "plain"})
  void mendsAFileThatWasPackedTwiceOrUnpackedOnItsWay(String way) throws IOException {
    assertThat(mnist(way).read(FILE)).isEqualTo(CONTENT);
    assertKept();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stall", "trickle"})
  void leavesAMirrorThatStalls(String way) throws Exception {
    // Half of two seconds is for the first byte of the first mirror, and as long for more of them.
    Mnist mnist = mnist(way, "good");
    long start = System.nanoTime();
    assertThat(mnist.read(FILE)).isEqualTo(CONTENT);
    assertThat((System.nanoTime() - start) / 1e9).isBetween(0.9, 3.0);
    assertThat(said()).contains("stalled after 0.0 of 0.0 MB");
    assertKept();
    assertNoThreadRemains();
  }

  @Test
  void asksTheMirrorThatWorkedFirst() throws IOException {
    Mnist mnist = mnist("404", "good");
    mnist.read(FILE);
    Files.delete(cache.resolve(NAME));
    notes.clear();
    mnist.read(FILE);
    assertThat(requests).hasValue(3);
    assertThat(said()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 15_000, 29_000})
  void mendsAFlippedByteInTheCache(int at) throws IOException {
    Files.createDirectories(cache);
    Files.write(cache.resolve(NAME), flipped(PACKED, at));
    assertThat(mnist("good").read(FILE)).isEqualTo(CONTENT);
    assertThat(said()).contains(NAME + " is now from " + mirror("good"), "the cache " + cache,
        FILE.sha256());
    assertKept();
  }

  @Test
  void mendsATruncatedFileInTheCache() throws IOException {
    Files.createDirectories(cache);
    Files.write(cache.resolve(NAME), Arrays.copyOf(PACKED, 100));
    assertThat(mnist("good").read(FILE)).isEqualTo(CONTENT);
    assertThat(said()).contains("the cache " + cache + " (a file cut short after 100 bytes");
    assertKept();
  }

  @Test
  void namesADamagedCacheWhenNothingWorks() throws IOException {
    Files.createDirectories(cache);
    Files.write(cache.resolve(NAME), flipped(PACKED, 15_000));
    assertThatThrownBy(() -> mnist("404").read(FILE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the cache " + cache + " (a damaged file")
        .hasMessageContaining(mirror("404") + " (HTTP 404)");
  }

  @Test
  void worksWithACacheThatCannotBeWritten() throws IOException {
    cache = Files.writeString(folder.resolve("a file"), "not a folder");
    Mnist mnist = mnist("good");
    assertThat(mnist.read(FILE)).isEqualTo(CONTENT);
    assertThat(mnist.read(FILE)).isEqualTo(CONTENT);
    assertThat(said()).containsOnlyOnce("MNIST is not kept for the next time, because " + cache);
    assertThat(cache).hasContent("not a folder");
  }

  @Test
  void removesItsTemporaryFileWhenTheMoveFails() throws IOException {
    Path inTheWay = Files.createDirectories(cache.resolve(NAME).resolve("not empty"));
    assertThat(mnist("good").read(FILE)).isEqualTo(CONTENT);
    assertThat(said()).contains("MNIST is not kept");
    assertThat(inTheWay).isDirectory();
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).containsExactly(cache.resolve(NAME));
    }
  }

  @Test
  void severalAtOnceLeaveOneGoodFile() throws Exception {
    ExecutorService kernels = Executors.newFixedThreadPool(4);
    List<Callable<byte[]>> loads = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      // Half of them find a damaged file at first, or one that another has mended meanwhile.
      loads.add(() -> mnist("good").read(FILE));
    }
    Files.createDirectories(cache);
    Files.write(cache.resolve(NAME), flipped(PACKED, 15_000));
    for (Future<byte[]> load : kernels.invokeAll(loads)) {
      assertThat(load.get()).isEqualTo(CONTENT);
    }
    kernels.shutdown();
    assertKept();
  }

  @Test
  void answersSoonWithoutANetwork() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    // The system connects to a socket that listens, even if nobody will ever accept or answer.
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      List<URI> mirrors = List.of(
          URI.create("http://127.0.0.1:" + closed + "/"),
          URI.create("http://nndl.invalid/"),
          URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"),
          URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"));
      long start = System.nanoTime();
      assertThatThrownBy(() -> mnist(mirrors, 600).read(FILE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(mirrors.get(0) + " (Connection refused")
          .hasMessageContaining(mirrors.get(1).toString())
          .hasMessageContaining(mirrors.get(2) + " (no answer within ");
      assertThat((System.nanoTime() - start) / 1e9).isLessThan(1.6);
      assertNoThreadRemains();
    }
  }

  @Test
  void answersSoonWhenSomethingHangsThatHasNoTimeLimit() throws Exception {
    // Looking up a name may hang; to choose a proxy happens at the same place.
    ProxySelector usual = ProxySelector.getDefault();
    ProxySelector.setDefault(new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        try {
          over.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return List.of(Proxy.NO_PROXY);
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException e) {}
    });
    try {
      long start = System.nanoTime();
      assertThatThrownBy(() -> mnist(List.of(mirror("good")), 300).read(FILE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(mirror("good") + " (no answer within 0.3 s)");
      assertThat((System.nanoTime() - start) / 1e9).isLessThan(1);
      over.countDown();
      assertNoThreadRemains();
    } finally {
      ProxySelector.setDefault(usual);
    }
  }

  @Test
  void stopsWhenInterrupted() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      List<URI> mirrors = List.of(
          URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"), mirror("good"));
      Throwable[] thrown = new Throwable[1];
      Thread kernel = new Thread(() ->
          thrown[0] = catchThrowable(() -> mnist(mirrors, 1200).read(FILE)));
      kernel.start();
      try (Socket asking = silent.accept()) {
        long start = System.nanoTime();
        kernel.interrupt();
        kernel.join();
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(0.5);
        assertThat(asking.isConnected()).isTrue();
      }
      assertThat(thrown[0]).isInstanceOf(InterruptedIOException.class);
      assertThat(requests).hasValue(0);
      assertThat(cache).doesNotExist();
      assertNoThreadRemains();
    }
  }

  @Test
  void fitsAfterBecause() {
    assertThatThrownBy(() -> mnist("404", "403", "404").read(FILE))
        .hasMessage("MNIST's " + NAME + " could not be had from " + mirror("404") + ", "
            + mirror("404") + " (HTTP 404), " + mirror("403") + " (HTTP 403); "
            + "set NNDL_MNIST_MIRROR to a folder that has the four files");
  }

  private static void assertNoThreadRemains() throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      if (Thread.getAllStackTraces().keySet().stream()
          .noneMatch(thread -> thread.getName().equals(Download.THREAD))) {
        return;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("a thread " + Download.THREAD + " remains");
  }
}
