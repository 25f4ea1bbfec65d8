package nndl.notebook;

import static nndl.notebook.Tables.aggregate;
import static nndl.notebook.Tables.column;
import static nndl.notebook.Tables.curve;
import static nndl.notebook.Tables.difference;
import static nndl.notebook.Tables.labelled;
import static nndl.notebook.Tables.number;
import static nndl.notebook.Tables.share;
import static nndl.notebook.Tables.wide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static tech.tablesaw.aggregate.AggregateFunctions.median;
import static tech.tablesaw.api.QuerySupport.and;
import static tech.tablesaw.api.QuerySupport.num;
import static tech.tablesaw.api.QuerySupport.str;

import java.util.Map;
import nndl.data.History;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TablesTest {
  private static final int[] EPOCHS = {1, 5, 10};

  /** Two starts, two seeds, three epochs; new is ahead by its seed over the epoch. */
  private static Table runs() {
    Table runs = Table.create("runs", StringColumn.create("start"), IntColumn.create("seed"),
        IntColumn.create("epoch"), DoubleColumn.create("accuracy"), DoubleColumn.create("cost"));
    for (String start : new String[] {"old", "new"}) {
      for (int seed = 1; seed <= 2; seed++) {
        for (int epoch : EPOCHS) {
          runs.stringColumn("start").append(start);
          runs.intColumn("seed").append(seed);
          runs.intColumn("epoch").append(epoch);
          runs.doubleColumn("accuracy").append(
              start.equals("old") ? epoch : epoch + (double) seed / epoch);
          runs.doubleColumn("cost").append(seed == 2 && epoch == 5 ? Double.NaN : 1);
        }
      }
    }
    return runs;
  }

  @Test
  void aHistoryHasOneRowPerEpoch() {
    History history = new History();
    history.add(Map.of("accuracy", 90.0));
    history.add(Map.of("accuracy", 95.0, "cost", 0.5));
    Table table = Tables.table(history);
    assertThat(table.columnNames()).containsExactly("epoch", "accuracy", "cost");
    assertThat(table.intColumn("epoch").asList()).containsExactly(1, 2);
    assertThat(table.doubleColumn("accuracy").asDoubleArray()).containsExactly(90, 95);
    assertThat(table.doubleColumn("cost").isMissing(0)).isTrue();
  }

  @Test
  void aMatrixIsAColumnRowAfterRow() {
    SimpleMatrix matrix = new SimpleMatrix(2, 3, true, 1, 2, 3, 4, 5, 6);
    DoubleColumn column = column("weights", matrix);
    assertThat(column.name()).isEqualTo("weights");
    assertThat(column.asDoubleArray()).containsExactly(1, 2, 3, 4, 5, 6);
    column.set(0, 7.0);
    assertThat(matrix.get(0)).isEqualTo(1);

    matrix.reshape(1, 2); // keeps the longer array
    assertThat(column("weights", matrix).asDoubleArray()).containsExactly(1, 2);
  }

  @Test
  void aShareCountsMissingValuesAsNot() {
    DoubleColumn z = DoubleColumn.create("z", -2, 0.5, 3, Double.NaN);
    assertThat(share(z, v -> Math.abs(v) > 1)).isEqualTo(0.5);
    assertThatThrownBy(() -> share(DoubleColumn.create("z"), v -> true))
        .hasMessage("column \"z\" is empty");
  }

  @Test
  void aFunctionOfAColumnSummarizes() {
    Table ranges = runs().summarize("accuracy", aggregate("width", a -> a.max() - a.min()))
        .by("start", "epoch");
    assertThat(ranges.columnNames()).containsExactly("start", "epoch", "width [accuracy]");
    assertThat(number(ranges.where(and(str("start").isEqualTo("new"), num("epoch").isEqualTo(5))),
        "width [accuracy]")).isEqualTo(0.2, within(1e-12));
  }

  @Test
  void aCurveHasItsEnds() {
    Table line = curve("z", "square", -1, 3, 5, z -> z * z);
    assertThat(line.name()).isEqualTo("square");
    assertThat(line.doubleColumn("z").asDoubleArray()).containsExactly(-1, 0, 1, 2, 3);
    assertThat(line.doubleColumn("square").asDoubleArray()).containsExactly(1, 0, 1, 4, 9);
    assertThatThrownBy(() -> curve("z", "y", 0, 1, 1, z -> z)).hasMessageContaining("2 points");
  }

  @Test
  void aNumberIsThatOfTheOnlyRow() {
    Table one = runs().where(and(str("start").isEqualTo("new"), num("seed").isEqualTo(2),
        num("epoch").isEqualTo(5)));
    assertThat(number(one, "accuracy")).isEqualTo(5.4);
    assertThat(number(one, "epoch")).isEqualTo(5);
    assertThat(number(one, "cost")).isNaN();
    assertThatThrownBy(() -> number(one, "acuracy")).hasMessageContaining("acuracy");
    assertThatThrownBy(() -> number(one, "start"))
        .hasMessage("column \"start\" of table \"runs\" holds no numbers but values of type "
            + "STRING");
  }

  @Test
  void noRowOrSeveralAreNoNumber() {
    assertThatThrownBy(() -> number(runs().where(str("start").isEqualTo("fresh")), "accuracy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one row was expected, but table \"runs\" has 0; see what where(…)");
    assertThatThrownBy(() -> number(runs().where(num("epoch").isEqualTo(10)), "accuracy"))
        .hasMessageContaining("one row was expected, but table \"runs\" has 4:")
        .hasMessageContaining("old       2     10        10");
  }

  @Test
  void labelledTablesCanBeAppendedAndCompared() {
    Table runs = runs();
    Table both = labelled(runs, "source", "ours").append(labelled(runs, "source", "theirs"));
    assertThat(runs.columnCount()).isEqualTo(5);
    assertThat(both.columnNames()).startsWith("source", "start");
    Table off = difference(both, "source", "ours", "theirs", "accuracy");
    assertThat(off.doubleColumn("accuracy").isEqualTo(0).size()).isEqualTo(12);
  }

  @Test
  void differencesAreTakenPairByPair() {
    Table leads = difference(runs(), "start", "new", "old", "accuracy", "cost");
    assertThat(leads.name()).isEqualTo("new − old");
    assertThat(leads.columnNames()).containsExactly("seed", "epoch", "accuracy", "cost");
    assertThat(leads.intColumn("seed").asList()).containsExactly(1, 1, 1, 2, 2, 2);
    assertThat(leads.intColumn("epoch").asList()).containsExactly(1, 5, 10, 1, 5, 10);
    assertThat(leads.doubleColumn("accuracy").asDoubleArray())
        .containsExactly(new double[] {1, 0.2, 0.1, 2, 0.4, 0.2}, within(1e-12));
    assertThat(leads.doubleColumn("cost").countMissing()).isEqualTo(1);
  }

  @Test
  void aPairMayDifferInAWholeNumber() {
    Table gains = difference(runs(), "epoch", "10", "1", "accuracy");
    assertThat(gains.columnNames()).containsExactly("start", "seed", "accuracy");
    assertThat(gains.doubleColumn("accuracy").asDoubleArray())
        .containsExactly(new double[] {9, 9, 8.1, 7.2}, within(1e-12));
  }

  @Test
  void differencesNeedPairs() {
    assertThatThrownBy(() -> difference(runs().dropRows(0), "start", "new", "old", "accuracy"))
        .hasMessage("there is no row with seed 1, epoch 1, start old");
    assertThatThrownBy(() -> difference(runs().dropRows(11), "start", "new", "old", "accuracy"))
        .hasMessage("there is no row with seed 2, epoch 10, start new");
    assertThatThrownBy(() -> difference(runs(), "start", "fresh", "older", "accuracy"))
        .hasMessageContaining("has start fresh or older");
    assertThatThrownBy(
        () -> difference(runs().removeColumns("epoch"), "start", "new", "old", "accuracy"))
        .hasMessageContaining("several rows of table \"runs\" have seed 1, start old");
  }

  @Test
  void aWideTableKeepsTheOrderOfAppearance() {
    Table medians = runs().summarize("accuracy", median).by("start", "epoch");
    Table wide = wide(medians, "epoch", "Median [accuracy]");
    assertThat(wide.columnNames()).containsExactly("start", "epoch 1", "epoch 5", "epoch 10");
    assertThat(wide.stringColumn("start").asList()).containsExactly("old", "new");
    assertThat(wide.doubleColumn("epoch 10").asDoubleArray())
        .containsExactly(new double[] {10, 10.15}, within(1e-12));

    assertThat(wide(medians, "start", "Median [accuracy]").columnNames())
        .containsExactly("epoch", "old", "new");
  }

  @Test
  void aWideTableHasGapsButNoTwoNumbersInOnePlace() {
    Table wide = wide(runs().dropRows(3).removeColumns("cost"), "epoch", "accuracy");
    assertThat(wide.doubleColumn("epoch 1").isMissing(1)).isTrue();
    assertThat(wide.rowCount()).isEqualTo(4);
    assertThatThrownBy(() -> wide(runs().removeColumns("seed"), "epoch", "accuracy"))
        .hasMessageContaining("several rows of table \"runs\" have start old, epoch 1;");
  }

  @Test
  void standardErrors() {
    assertThat(StandardError.ofShare(0.5, 100)).isEqualTo(0.05);
    assertThat(StandardError.ofVariance(501, 200)).isCloseTo(50.1, within(1e-12));
    assertThat(StandardError.ofMean(DoubleColumn.create("x", 1, 2, 3, Double.NaN)))
        .isCloseTo(1 / Math.sqrt(3), within(1e-12));
  }
}
