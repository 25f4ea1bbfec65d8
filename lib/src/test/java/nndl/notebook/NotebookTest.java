package nndl.notebook;

import static nndl.notebook.Notebook.above;
import static nndl.notebook.Notebook.below;
import static nndl.notebook.Notebook.check;
import static nndl.notebook.Notebook.claim;
import static nndl.notebook.Notebook.each;
import static nndl.notebook.Notebook.exactly;
import static nndl.notebook.Notebook.near;
import static nndl.notebook.Notebook.print;
import static nndl.notebook.Notebook.show;
import static nndl.notebook.Notebook.that;
import static nndl.plot.Decorations.caption;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.LinePlot;

class NotebookTest {
  @RegisterExtension final Printed printed = new Printed();

  private static void assertFails(double value, Notebook.Expected expected, String message) {
    assertThatThrownBy(() -> check("z", value, expected))
        .isInstanceOf(Notebook.CheckFailed.class)
        .hasMessage(message);
  }

  @Test
  void aCheckThatHoldsPrintsASentence() {
    check("variance of z", 500.98, near(501, 5));
    check("share", 0.964, above(0.9));
    check("difference", 1.5e-13, below(1e-12));
    check("right", 60, exactly(60));
    check("they agree", true);
    assertThat(printed.text()).isEqualTo("""
        ✓ variance of z: 501.0, expected 501 ± 5
        ✓ share: 0.9640, expected above 0.9000
        ✓ difference: 1.50 × 10⁻¹³, expected below 1.00 × 10⁻¹²
        ✓ right: 60, expected exactly 60
        ✓ they agree
        """);
  }

  @Test
  void aCheckThatFailsThrowsTheSameSentence() {
    assertFails(507, near(501, 5), "✗ z: 507, expected 501 ± 5");
    assertFails(0.5, above(0.9), "✗ z: 0.5000, expected above 0.9000");
    assertFails(2, below(1), "✗ z: 2, expected below 1");
    assertFails(59, exactly(60), "✗ z: 59, expected exactly 60");
    assertThatThrownBy(() -> check("they agree", false))
        .isInstanceOf(Notebook.CheckFailed.class).hasMessage("✗ they agree");
    assertThat(printed.text()).isEmpty();
  }

  @Test
  void severalChecksPrintOneLine() {
    Table table = Table.create(StringColumn.create("start", "old", "new"),
        DoubleColumn.create("z", 501, 2));
    check("z is as large as it should be", that("old", 501, near(500, 5)),
        that("new is smaller", true));
    check(claim(2), each(table, row ->
        that(row.getString("start"), row.getDouble("z"), above(1))));
    check("both", Stream.of("old", "new").map(start -> that(start, true)));
    assertThat(printed.text()).isEqualTo("""
        ✓ z is as large as it should be: 2 of 2
        ✓ So |z| > 1 is very likely: 2 of 2
        ✓ both: 2 of 2
        """);
  }

  @Test
  void thoseOfSeveralChecksThatFailAreNamed() {
    assertThatThrownBy(() -> check("z", that("old", 507, near(501, 5)), that("new", 2, near(2, 1)),
            that("theory", Double.NaN, above(0)), that("they agree", false)))
        .isInstanceOf(Notebook.CheckFailed.class)
        .hasMessage("✗ z: 1 of 4; old: 507, expected 501 ± 5;"
            + " theory: not a number, expected above 0; they agree");
    assertThat(printed.text()).isEmpty();
  }

  @Test
  void aCheckOfNothingIsRefused() {
    assertThatThrownBy(() -> check("z", each(Table.create(), row -> that("z", true))))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("checks nothing");
    assertThatThrownBy(() -> claim(13))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 to 12");
  }

  @Test
  void limitsThemselvesAreNearButNotAboveOrBelow() {
    check("z", 6, near(5, 1));
    check("z", 4, near(5, 1));
    assertFails(1, above(1), "✗ z: 1, expected above 1");
    assertFails(1, below(1), "✗ z: 1, expected below 1");
  }

  static Stream<Notebook.Expected> expectations() {
    return Stream.of(near(0, 1), near(0, Double.POSITIVE_INFINITY), near(Double.NaN, 1),
        near(0, Double.NaN), above(Double.NEGATIVE_INFINITY), above(Double.NaN),
        below(Double.POSITIVE_INFINITY), exactly(Double.NaN));
  }

  @ParameterizedTest
  @MethodSource("expectations")
  void notANumberMeetsNoExpectation(Notebook.Expected expected) {
    assertThatThrownBy(() -> check("z", Double.NaN, expected))
        .isInstanceOf(Notebook.CheckFailed.class)
        .hasMessageStartingWith("✗ z: not a number, expected ");
  }

  @Test
  void claimsMayHoldPercentSigns() {
    check("100 %d of %s", 1, exactly(1));
    assertThat(printed.text()).isEqualTo("✓ 100 %d of %s: 1, expected exactly 1\n");
  }

  @Test
  void printsInEnglishWhateverTheLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      print("%.2f of %,d", 1234.5, 10_000);
      check("z", 1234.5, near(1234, 1));
    } finally {
      Locale.setDefault(before);
    }
    assertThat(printed.text())
        .isEqualTo("1234.50 of 10,000\n✓ z: 1,235, expected 1,234 ± 1\n");
  }

  @Test
  void withoutAKernelFiguresAndTablesAreShownAsText() {
    show(LinePlot.create("A figure", "x", new double[] {1}, "y", new double[] {2}),
        caption("It rises."));
    show(Table.create("t", DoubleColumn.create("a", 1.0)));
    assertThat(printed.text()).isEqualTo("It rises.\nt\na\n1\n");
  }
}
