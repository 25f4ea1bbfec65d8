package nndl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class ClaimsTest {
  @RegisterExtension final Printed printed = new Printed();
  @TempDir Path folder;

  private String found(int claim, String notebook) {
    return Claims.found(folder, claim, notebook);
  }

  @Test
  void givesBackWhatWasFoundLast() {
    Claims.note(folder, 3, "01", "83.7 % saturated");
    assertThat(found(3, "01")).isEqualTo("83.7 % saturated");
    Claims.note(folder, 3, "01", "“z” < 0 & σ′");
    assertThat(found(3, "01")).isEqualTo("“z” < 0 & σ′");
    assertThat(printed.text()).isEmpty();
  }

  @Test
  void keepsClaimsAndNotebooksApart() {
    Claims.note(folder, 4, "01", "from 01");
    Claims.note(folder, 4, "04", "from 04");
    Claims.note(folder, 5, "01", "another claim");
    assertThat(found(4, "01")).isEqualTo("from 01");
    assertThat(found(4, "04")).isEqualTo("from 04");
    assertThat(found(5, "01")).isEqualTo("another claim");
  }

  @Test
  void thereAreTwelve() {
    assertThatThrownBy(() -> Claims.note(13, "test", "x"))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 to 12");
    assertThatThrownBy(() -> Claims.note(0, "test", "x"))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 to 12");
  }

  @Test
  void whatCannotBeKeptIsSaidInOneLine() throws IOException {
    Path file = Files.createFile(folder.resolve("a file, not a folder"));
    Claims.note(file.resolve("claims"), 3, "01", "x");
    assertThat(printed.text()).startsWith("What was found about claim 3 is not kept for notebook 8,"
        + " because " + file.resolve("claims") + " cannot be written to: ").hasLineCount(1);
  }

  @Test
  void writesNumbersInEnglishEverywhere() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      Claims.note(12, "locale", "%.1f %%", 0.5);
      Path classes = Path.of(System.getProperty("user.dir"), "target", "claims");
      Path file = classes.resolve("claim-12-notebook-locale.txt");
      assertThat(file).hasContent("0.5 %");
      Files.delete(file);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theTableHasARowForEachNotebookThatChecksAClaim() {
    Table table = Claims.table();
    assertThat(table.rowCount()).isEqualTo(18);
    assertThat(table.intColumn("no.").asList()).startsWith(1, 2, 3, 4, 4, 5).endsWith(12, 12);
    assertThat(table.stringColumn("claim").get(1)).isEqualTo("So |z| > 1 is very likely");
    assertThat(table.stringColumn("notebook").asList()).contains("01", "07");
    assertThat(found(1, "01")).isEqualTo("run notebook 01 first");
  }

  /** Rows such as "| 2 | So \|z\| > 1 is very likely: 96.4 %. | [1](notebooks/01-….ipynb) |". */
  @Test
  void theReadmeSaysTheSame() throws IOException {
    assertSaysTheSame("README.md");
  }

  static void assertSaysTheSame(String file) throws IOException {
    String readme = Files.readString(Path.of("..", file));
    List<MatchResult> rows = Pattern.compile("(?m)^\\| (\\d+) \\| (.*) \\| (.*) \\|$")
        .matcher(readme).results().filter(row -> row.group(3).startsWith("[")).toList();
    assertThat(rows).hasSize(Claims.COUNT);
    for (int claim = 1; claim <= Claims.COUNT; claim++) {
      MatchResult row = rows.get(claim - 1);
      assertThat(row.group(1)).isEqualTo("" + claim);
      assertThat(row.group(2).replace("\\|", "|").replace("`", "")).startsWith(Claims.text(claim));
      assertThat(Pattern.compile("/(\\d\\d)-").matcher(row.group(3)).results()
          .map(link -> link.group(1))).isEqualTo(Claims.notebooks(claim));
    }
  }
}
