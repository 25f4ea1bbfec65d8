package nndl.notebook;

import static nndl.notebook.Tables.number;
import static org.assertj.core.api.Assertions.assertThat;
import static tech.tablesaw.api.QuerySupport.and;
import static tech.tablesaw.api.QuerySupport.num;
import static tech.tablesaw.api.QuerySupport.str;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class NielsenTest {
  @Test
  void weightInitialization() {
    Table runs = Nielsen.weightInitialization();
    assertThat(runs.columnNames()).containsExactly("neurons", "start", "epoch", "accuracy");
    assertThat(runs.rowCount()).isEqualTo(120);
    assertThat(number(runs.where(and(num("neurons").isEqualTo(30), str("start").isEqualTo("old"),
        num("epoch").isEqualTo(1))), "accuracy")).isEqualTo(8643 / 100.0);
    assertThat(number(runs.where(and(num("neurons").isEqualTo(100), str("start").isEqualTo("new"),
        num("epoch").isEqualTo(30))), "accuracy")).isEqualTo(9781 / 100.0);
  }

  @Test
  void weightDecay() {
    Table runs = Nielsen.weightDecay();
    assertThat(runs.columnNames()).containsExactly(
        "λ", "epoch", "cost", "accuracy", "training cost", "training accuracy");
    assertThat(runs.rowCount()).isEqualTo(60);
    Table last = runs.where(and(str("λ").isEqualTo("5"), num("epoch").isEqualTo(30)));
    assertThat(number(last, "cost")).isEqualTo(0.9768285186265808);
    assertThat(number(last, "training accuracy")).isEqualTo(100.0 * 48235 / 50_000);
  }

  @Test
  void theOthers() {
    assertThat(Nielsen.thousandImages().countBy("λ").intColumn("Count").asList())
        .containsExactly(400, 400);
    assertThat(Nielsen.learningRates().countBy("η").intColumn("Count").asList())
        .containsExactly(30, 30, 30);
    assertThat(Nielsen.moreData().intColumn("images").asList())
        .containsExactly(100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000);
  }

  @Test
  void numbersAreReadAlikeEverywhere() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(Nielsen.moreData().doubleColumn("accuracy").get(0)).isEqualTo(69.09);
    } finally {
      Locale.setDefault(before);
    }
  }
}
