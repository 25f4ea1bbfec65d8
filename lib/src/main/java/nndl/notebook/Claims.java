package nndl.notebook;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import nndl.file.WholeFile;
import nndl.words.Words;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The claims of the notes, and what the notebooks found about each, so that the last one can list
 * it. Every notebook runs in a kernel of its own, so findings are kept in files: one for each claim
 * and notebook, in the folder {@code claims} of the one that the environment variable {@code
 * NNDL_HOME} names, or else beside the library's jar; what is not in English, in a folder there for
 * each language.
 */
public final class Claims {
  /** How many claims there are; they are numbered from 1. */
  static final int COUNT = 12;

  private static final String CLAIMS = "nndl.notebook.claims";

  private Claims() {}

  /**
   * Keeps a finding, in place of what the same notebook found about the same claim before, in the
   * same language. Where it cannot be kept, prints a line that says so.
   *
   * @param claim number of the claim, 1 to 12
   * @param notebook number of the notebook, such as "01"
   * @param format the finding, a line of words and numbers
   * @param values what to fill in, as {@link String#format} does, in English
   * @throws IllegalArgumentException if there is no such claim
   */
  public static void note(int claim, String notebook, String format, Object... values) {
    note(folder(), claim, notebook, String.format(Locale.ROOT, format, values));
  }

  static void note(Path folder, int claim, String notebook, String finding) {
    Path file = file(folder, claim, notebook);
    try {
      Files.createDirectories(folder);
      WholeFile.write(file, finding.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      System.out.println(Words.text("claims.unkept", claim, folder, e));
    }
  }

  /**
   * Returns all claims, with what each notebook found that checks them.
   *
   * @return one row per claim and notebook: the claim's number and words, the notebook's number,
   *     and what it found, or that it has to be run first
   */
  public static Table table() {
    Table table = Table.create(Words.text("claims.table"),
        IntColumn.create("no."), StringColumn.create("claim"), StringColumn.create("notebook"),
        StringColumn.create("found"));
    for (int claim = 1; claim <= COUNT; claim++) {
      for (String notebook : notebooks(claim)) {
        table.intColumn("no.").append(claim);
        table.stringColumn("claim").append(text(claim));
        table.stringColumn("notebook").append(notebook);
        table.stringColumn("found").append(found(folder(), claim, notebook));
      }
    }
    return table;
  }

  /** The words of a claim. */
  static String text(int claim) {
    demand(claim);
    return Words.bundle(CLAIMS).getString("claim." + claim);
  }

  /** The numbers of the notebooks that check a claim. */
  static List<String> notebooks(int claim) {
    return List.of(Words.bundle(CLAIMS).getString("notebooks." + claim).split(", "));
  }

  static String found(Path folder, int claim, String notebook) {
    Path file = file(folder, claim, notebook);
    try {
      return Files.exists(file) ? Files.readString(file) : Words.text("claims.first", notebook);
    } catch (IOException e) {
      return Words.text("claims.unread", file, e);
    }
  }

  private static Path file(Path folder, int claim, String notebook) {
    demand(claim);
    return folder.resolve(
        String.format(Locale.ROOT, "claim-%02d-notebook-%s.txt", claim, notebook));
  }

  private static void demand(int claim) {
    if (claim < 1 || claim > COUNT) {
      throw new IllegalArgumentException(Words.text("claims.none", claim, COUNT));
    }
  }

  private static Path folder() {
    return Words.areEnglish() ? english() : english().resolve(Words.language());
  }

  private static Path english() {
    String home = System.getenv("NNDL_HOME");
    if (home != null && !home.isBlank()) {
      return Path.of(home, "claims");
    }
    try {
      return Path.of(Claims.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolveSibling("claims");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(Words.text("claims.lost", e), e);
    }
  }
}
