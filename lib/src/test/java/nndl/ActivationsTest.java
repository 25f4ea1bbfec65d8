package nndl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationsTest {
  @ParameterizedTest
  @ValueSource(doubles = {-4, -1, -0.2, 0.3, 0.7, 3}) // not 0, where ReLU has a corner
  void slopesAreTheDerivatives(double z) {
    for (Activation activation : new Activation[] {Activations.TANH, Activations.RELU}) {
      double h = 1e-5;
      double numeric = (activation.of(z + h) - activation.of(z - h)) / (2 * h);
      assertThat(activation.slope(activation.of(z))).isCloseTo(numeric, within(1e-9));
    }
  }

  @Test
  void quickFormsAgreeToTwelveDecimals() {
    double[] z = IntStream.rangeClosed(-3_000, 3_000).mapToDouble(i -> i / 100.0).toArray();
    for (Activation activation : new Activation[] {Activations.TANH, Activations.RELU}) {
      double[] a = z.clone();
      activation.apply(a);
      for (int i = 0; i < z.length; i++) {
        assertThat(a[i]).isCloseTo(activation.of(z[i]), within(1e-12));
      }
    }
  }

  @Test
  void reluIsFlatBelowZero() {
    assertThat(Activations.RELU.of(-3)).isZero();
    assertThat(Activations.RELU.slope(Activations.RELU.of(-3))).isZero();
    assertThat(Activations.RELU.slope(Activations.RELU.of(0))).isZero();
  }
}
