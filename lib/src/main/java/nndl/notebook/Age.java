package nndl.notebook;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import nndl.words.Words;

/** Says so where the library is older than the notebooks, whose cells could not be built. */
final class Age {
  private Age() {}

  /** A few lines if {@code ./run} left word beside the library that it could not build it. */
  static String warning() {
    try {
      return warning(
          Path.of(Age.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException | IOException e) {
      // No exception, since it would come from a static initializer, and all would be lost.
      return Words.text("age.unread", e) + "\n";
    }
  }

  /**
   * What to print.
   *
   * @param jar the library
   * @return the lines, or an empty text if the library is not older
   * @throws IOException if the word cannot be read
   */
  static String warning(Path jar) throws IOException {
    Path word = jar.resolveSibling("outdated");
    // Whoever then builds with Maven alone leaves the word, but makes a newer library.
    if (!Files.exists(word)
        || Files.getLastModifiedTime(word).compareTo(Files.getLastModifiedTime(jar)) < 0) {
      return "";
    }
    return Words.text("age.outdated", Files.readString(word)) + "\n";
  }
}
