package nndl.notebook;

/** What begins, once, when a kernel first uses the library. */
final class Session {
  static {
    Watch.start();
    TablesawStart.begin();
  }

  private Session() {}

  static void begin() {
    // The static initializer has done it.
  }
}
