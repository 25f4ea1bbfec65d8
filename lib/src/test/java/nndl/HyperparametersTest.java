package nndl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HyperparametersTest {
  private static void assertRefused(
      int epochs, int miniBatch, double eta, double lmbda, String... parts) {
    assertThatThrownBy(() -> new Hyperparameters(epochs, miniBatch, eta, lmbda))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesALearningRateThatIsNotPositive(double eta) {
    assertRefused(1, 10, eta, 0, "eta", "" + eta);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesANegativeWeightDecay(double lmbda) {
    assertRefused(1, 10, 0.5, lmbda, "lmbda", "" + lmbda);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refusesMiniBatchesWithoutImages(int miniBatch) {
    assertRefused(1, miniBatch, 0.5, 0, "mini-batch", "" + miniBatch);
  }

  @Test
  void refusesFewerEpochsThanNone() {
    assertRefused(-1, 10, 0.5, 0, "epochs", "-1");
  }

  @Test
  void acceptsNoEpochsAndNoDecay() {
    assertThat(new Hyperparameters(0, 1, 1e-9, 0).epochs()).isZero();
  }
}
