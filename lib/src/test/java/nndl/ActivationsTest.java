package nndl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationsTest {
  @ParameterizedTest
  @ValueSource(doubles = {-8, -2, -0.5, 0.3, 0.7, 3, 8}) // not 0, where ReLU has a corner
  void slopesOfTanhAndReluAreDerivatives(double z) {
    for (Activation activation : new Activation[] {Activations.TANH, Activations.RELU}) {
      double h = 1e-5;
      double numeric = (activation.of(z + h) - activation.of(z - h)) / (2 * h);
      assertThat(activation.slope(activation.of(z))).isCloseTo(numeric, within(1e-9));
    }
  }

  @Test
  void tanhEndsAtMinusOneAndOne() {
    assertThat(Activations.TANH.of(-1000)).isEqualTo(-1);
    assertThat(Activations.TANH.of(0)).isZero();
    assertThat(Activations.TANH.of(1000)).isEqualTo(1);
    assertThat(Activations.TANH.slope(1)).isZero();
    assertThat(Activations.TANH.slope(-1)).isZero();
  }

  @Test
  void reluIsFlatOnTheLeftAndTheIdentityOnTheRight() {
    assertThat(Activations.RELU.of(-3)).isZero();
    assertThat(Activations.RELU.of(3)).isEqualTo(3);
    assertThat(Activations.RELU.slope(0)).isZero();
    assertThat(Activations.RELU.slope(1e-300)).isEqualTo(1);
  }

  @Test
  void quickFormsOfTanhAndReluAgreeWithThePlainOnes() {
    double[] z = IntStream.rangeClosed(-40_000, 40_000).mapToDouble(i -> i / 1000.0).toArray();
    for (Activation activation : new Activation[] {Activations.TANH, Activations.RELU}) {
      double[] a = z.clone();
      activation.apply(a);
      for (int i = 0; i < z.length; i++) {
        assertThat(a[i]).as("at %s", z[i]).isCloseTo(activation.of(z[i]), within(2e-13));
      }
    }
  }

  @Test
  void notANumberStaysOne() { // so that training finds out
    assertThat(Activations.TANH.of(Double.NaN)).isNaN();
    double[] z = {Double.NaN};
    Activations.TANH.apply(z);
    assertThat(z[0]).isNaN();
  }
}
