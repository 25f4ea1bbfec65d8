package nndl.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * What the notebooks found about each claim of the notes, so that the last one can list it. Every
 * notebook runs in a kernel of its own, so findings are kept in files: one for each claim and
 * notebook, in the folder {@code claims} beside the library's jar.
 */
public final class Claims {
  private Claims() {}

  /**
   * Keeps a finding, in place of what the same notebook found about the same claim before.
   *
   * @param claim number of the claim, 1 to 12
   * @param notebook number of the notebook, such as "01"
   * @param format the finding, a line of words and numbers
   * @param values what to fill in, as {@link String#format} does, in English
   * @throws IllegalArgumentException if there is no such claim
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void note(int claim, String notebook, String format, Object... values) {
    Path file = file(folder(), claim, notebook);
    try {
      Files.createDirectories(file.getParent());
      Path aside = Files.createTempFile(file.getParent(), "claim", ".tmp");
      try {
        Files.writeString(aside, String.format(Locale.ROOT, format, values));
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("what was found about claim " + claim
          + " could not be kept in " + file, e);
    }
  }

  /**
   * Gives a finding.
   *
   * @param claim number of the claim, 1 to 12
   * @param notebook number of the notebook, such as "01"
   * @return what that notebook found, or that it has to be run first
   * @throws IllegalArgumentException if there is no such claim
   * @throws UncheckedIOException if the file cannot be read
   */
  public static String found(int claim, String notebook) {
    Path file = file(folder(), claim, notebook);
    try {
      return Files.exists(file) ? Files.readString(file) : "run notebook " + notebook + " first";
    } catch (IOException e) {
      throw new UncheckedIOException("what was found about claim " + claim
          + " could not be read from " + file, e);
    }
  }

  private static Path file(Path folder, int claim, String notebook) {
    if (claim < 1 || claim > 12) {
      throw new IllegalArgumentException("there is no claim " + claim + "; there are 1 to 12");
    }
    return folder.resolve("claim-%02d-notebook-%s.txt".formatted(claim, notebook));
  }

  private static Path folder() {
    try {
      return Path.of(Claims.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolveSibling("claims");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
