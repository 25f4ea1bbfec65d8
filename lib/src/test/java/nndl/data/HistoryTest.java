package nndl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private final History history = new History();

  @Test
  void keepsMeasuresByName() {
    history.add(Map.of("accuracy", 90.0));
    history.add(Map.of("accuracy", 95.5));
    assertThat(history.epochs()).isEqualTo(2);
    assertThat(history.names()).containsExactly("accuracy");
    assertThat(history.values("accuracy")).containsExactly(90, 95.5);
    assertThat(history.last("accuracy")).isEqualTo(95.5);
  }

  @Test
  void whatWasNotMeasuredIsNaN() {
    history.add(Map.of("a", 1.0));
    history.add(Map.of("b", 2.0));
    assertThat(history.names()).containsExactly("a", "b");
    assertThat(history.values("a")).containsExactly(1, Double.NaN);
    assertThat(history.values("b")).containsExactly(Double.NaN, 2);
  }

  @Test
  void countsEpochsInWhichNothingWasMeasured() {
    history.add(Map.of());
    assertThat(history.epochs()).isEqualTo(1);
    assertThat(history.names()).isEmpty();
  }

  @Test
  void doesNotChangeWithTheMapItWasGiven() {
    Map<String, Double> measures = new HashMap<>(Map.of("a", 1.0));
    history.add(measures);
    measures.put("a", 2.0);
    assertThat(history.last("a")).isEqualTo(1);
  }

  @Test
  void namesWhatThereIsWhereANameIsUnknown() {
    history.add(Map.of("cost", 1.0));
    assertThatThrownBy(() -> history.values("costs"))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll("costs", "cost");
    assertThatThrownBy(() -> history.last("costs")).isInstanceOf(IllegalArgumentException.class);
  }
}
