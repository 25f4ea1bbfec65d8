package nndl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class GuardTest {
  @Test
  void makesTheStep() {
    int[] made = new int[1];
    Guard.step(1, 1, 0.5, () -> made[0]++);
    assertThat(made[0]).isEqualTo(1);
  }

  @Test
  void makesNoStepAfterAnInterrupt() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Guard.step(3, 1, 0.5, () -> {
      throw new AssertionError("made");
    })).isInstanceOf(CancellationException.class).hasMessage("training was interrupted in epoch 3");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void saysWhereNumbersBecameTooLarge() {
    assertThatThrownBy(() -> Guard.step(2, 7, 1e300, () -> {
      throw new ArithmeticException("too large");
    })).isInstanceOf(ArithmeticException.class)
        .hasMessage("epoch 2, step 7: too large; try a smaller eta than 1.0E300");
  }
}
