package nndl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

class IntervalTest {
  @Test
  void reachesAsFarAsTablesOfStudentsDistributionSay() {
    Interval interval = Interval.of(DoubleColumn.create("x", 2, 4, 2, 4, 2, 4));
    double reach = 2.5706 * Math.sqrt(1.2 / 6); // 5 degrees of freedom; the variance is 6/5
    assertThat(interval.low()).isCloseTo(3 - reach, within(1e-4));
    assertThat(interval.high()).isCloseTo(3 + reach, within(1e-4));
  }

  @Test
  void isUnknownWhereNoSpreadCanBeSeen() {
    assertThat(Interval.of(DoubleColumn.create("x", 2)).low()).isNaN();
    assertThat(Interval.of(DoubleColumn.create("x", 2, Double.NaN, 3)).high()).isNaN();
  }

  @Test
  void bothEndsAreColumnsOfASummary() {
    DoubleColumn lead = DoubleColumn.create("lead", 2, 4, 2, 4, 2, 4);
    Table ends = Table.create(lead).summarize("lead", Interval.LOW, Interval.HIGH).apply();
    assertThat(ends.doubleColumn("low [lead]")).containsExactly(Interval.of(lead).low());
    assertThat(ends.doubleColumn("high [lead]")).containsExactly(Interval.of(lead).high());
  }
}
