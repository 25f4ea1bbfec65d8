package nndl.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class HistogramTest {
  @Test
  void countsEachNumberInItsBin() {
    Table table = Histogram.percent("x", "share", 0, 4, 4, 0.5, 1.5, 1.7, 3.9);
    assertThat(table.doubleColumn("x").asDoubleArray()).containsExactly(0.5, 1.5, 2.5, 3.5);
    assertThat(table.doubleColumn("share").asDoubleArray()).containsExactly(25, 50, 0, 25);
    assertThat(table.columnNames()).containsExactly("x", "share");
  }

  @Test
  void anEdgeBelongsToTheBinOnItsRightAndTheLastEdgeToTheLastBin() {
    Table table = Histogram.percent("x", "share", 0, 3, 3, 0, 1, 2, 3);
    assertThat(table.doubleColumn("share").asDoubleArray()).containsExactly(25, 25, 50);
  }

  @Test
  void numbersOutsideAreInNoBinButCountInTheWhole() {
    Table table = Histogram.percent("x", "share", 0, 2, 2, -0.1, 2.1, Double.NaN, 1.5,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.5, 0.5);
    assertThat(table.doubleColumn("share").asDoubleArray()).containsExactly(25, 12.5);
  }

  @Test
  void aDensityHasTheAreaOfTheShareInside() {
    Table table = Histogram.density("x", "density", -1, 1, 8, -0.9, 0.1, 0.2, 5);
    assertThat(table.doubleColumn("density").sum() * 0.25).isCloseTo(0.75, within(1e-15));
  }

  @Test
  void refusesNoBinsNoWidthAndNoNumbers() {
    assertThatThrownBy(() -> Histogram.density("x", "y", 0, 1, 0, 0.5))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 bins");
    assertThatThrownBy(() -> Histogram.density("x", "y", 1, 1, 3, 0.5))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("from 1.0 to 1.0");
    assertThatThrownBy(() -> Histogram.percent("x", "y", Double.NaN, 1, 3, 0.5))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("from NaN");
    assertThatThrownBy(() -> Histogram.percent("x", "y", 0, 1, 3))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("for 0 numbers");
  }
}
