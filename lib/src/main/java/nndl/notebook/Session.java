package nndl.notebook;

import java.util.Locale;

/** What begins, once, when a kernel first uses the library. */
final class Session {
  static {
    // Tablesaw writes numbers as the machine's language has it, and a cell may do so, too. In the
    // notebooks they are as in English everywhere, with digits 0 to 9 and 1,000 as thousand.
    Locale.setDefault(Locale.ENGLISH);
    Watch.start();
    TablesawStart.begin();
  }

  private Session() {}

  static void begin() {
    // The static initializer has done it.
  }
}
