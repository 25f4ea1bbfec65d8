package nndl.notebook;

import static nndl.notebook.Notebook.above;
import static nndl.notebook.Notebook.check;
import static nndl.notebook.Notebook.claim;
import static nndl.notebook.Notebook.exactly;
import static nndl.notebook.Notebook.near;
import static nndl.notebook.Notebook.that;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nndl.words.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What readers of the Chinese notebooks see. */
class ChineseTest {
  @RegisterExtension final Printed printed = new Printed();

  @BeforeEach
  void speakChinese() {
    Notebook.begin("zh");
  }

  @AfterEach
  void speakEnglishAgain() {
    Words.choose("en");
  }

  @Test
  void anUnknownLanguageIsRefused() {
    assertThatThrownBy(() -> Notebook.begin("de")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("没有“de”这种语言；可选的语言有 en, zh");
    Notebook.begin();
    assertThat(Words.language()).isEqualTo("en");
  }

  @Test
  void checksAreSentences() {
    check("z 的方差", 500.98, near(501, 5));
    check("比例", 0.964, above(0.9));
    check("答对", 60, exactly(60));
    check("z 的大小符合预期", that("旧", 501, near(500, 5)), that("新", true));
    assertThat(printed.text()).isEqualTo("""
        ✓ z 的方差：501.0，预期 501 ± 5
        ✓ 比例：0.9640，预期大于 0.9000
        ✓ 答对：60，预期恰好为 60
        ✓ z 的大小符合预期：2/2 项成立
        """);
    assertThatThrownBy(() -> check("z", that("旧", 507, near(501, 5)),
        that("理论", Double.NaN, above(0)), that("一致", true)))
        .hasMessage("✗ z：1/3 项成立；旧：507，预期 501 ± 5；理论：不是数，预期大于 0");
  }

  @Test
  void claimsAreInChineseAndFindingsKeptApart() throws IOException {
    assertThat(claim(2)).isEqualTo("因此 |z| > 1 的可能性很大");
    Claims.note(12, "zh-test", "%.1f", 0.5);
    Path file = Path.of("target", "claims", "zh", "claim-12-notebook-zh-test.txt");
    assertThat(file).hasContent("0.5");
    Files.delete(file);
    assertThat(Claims.table().stringColumn("found").get(0)).isEqualTo("请先运行笔记本 01");
  }
}
