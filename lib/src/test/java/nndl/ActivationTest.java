package nndl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationTest {
  private static final Activation SIGMOID = Activation.SIGMOID;

  private static double[] applied(double... z) {
    SIGMOID.apply(z);
    return z;
  }

  @Test
  void endsAtZeroAndOne() {
    assertThat(SIGMOID.of(-1000)).isZero();
    assertThat(SIGMOID.of(0)).isEqualTo(0.5);
    assertThat(SIGMOID.of(1000)).isEqualTo(1);
    assertThat(SIGMOID.of(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(SIGMOID.of(Double.POSITIVE_INFINITY)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-8, -2, -0.5, 0, 0.7, 3, 8})
  void derivativeIsTheSlope(double z) {
    double h = 1e-5;
    double numeric = (SIGMOID.of(z + h) - SIGMOID.of(z - h)) / (2 * h);
    assertThat(SIGMOID.derivative(SIGMOID.of(z))).isCloseTo(numeric, within(1e-10));
  }

  @Test
  void derivativeIsZeroAtTheEnds() {
    assertThat(SIGMOID.derivative(0)).isZero();
    assertThat(SIGMOID.derivative(1)).isZero();
  }

  @Test
  void quickFormAgreesToThirteenDecimalsAndTwelveDigits() {
    double[] z = IntStream.rangeClosed(-40_000, 40_000).mapToDouble(i -> i / 1000.0).toArray();
    double[] a = applied(z.clone());
    for (int i = 0; i < z.length; i++) {
      double exact = SIGMOID.of(z[i]);
      assertThat(a[i]).as("σ(%s)", z[i]).isCloseTo(exact, within(1e-13))
          .isCloseTo(exact, withinPercentage(1e-10));
    }
  }

  @Test
  void quickFormIsFlatBeyondForty() {
    double[] a = applied(-40, -41, -1000, -Double.MAX_VALUE, Double.NEGATIVE_INFINITY);
    assertThat(a[0]).isPositive();
    assertThat(a).containsOnly(a[0]);
    double[] b = applied(40, 41, 1000, Double.MAX_VALUE, Double.POSITIVE_INFINITY);
    assertThat(b).containsOnly(1.0);
  }

  @Test
  void quickFormKeepsNaN() {
    assertThat(applied(Double.NaN, 0)).containsExactly(Double.NaN, 0.5);
  }

  @Test
  void quickFormNeverFallsByMoreThanRounding() {
    double[] a = applied(
        IntStream.rangeClosed(-4500, 4500).mapToDouble(i -> i / 100.0).toArray());
    for (int i = 1; i < a.length; i++) {
      assertThat(a[i]).isGreaterThanOrEqualTo(a[i - 1] - 1e-15);
    }
  }

  @Test
  void quickFormDoesNotDependOnTheNumbersBeside() {
    double[] z = IntStream.range(0, 300).mapToDouble(i -> i / 10.0 - 15).toArray();
    double[] together = applied(z.clone());
    for (int i = 0; i < z.length; i++) {
      assertThat(applied(z[i])[0]).isEqualTo(together[i]);
    }
  }

  @Test
  void worksOnWholeLayers() {
    SimpleMatrix z = new SimpleMatrix(3, 1, true, -1.0, 0.0, 2.0);
    SimpleMatrix a = SIGMOID.of(z);
    SimpleMatrix derivative = SIGMOID.derivative(a);
    double[] errors = {3, 3, 3};
    SIGMOID.timesDerivative(errors, a.getDDRM().data);
    for (int i = 0; i < 3; i++) {
      assertThat(a.get(i)).isEqualTo(SIGMOID.of(z.get(i)));
      assertThat(derivative.get(i)).isEqualTo(SIGMOID.derivative(a.get(i)));
      assertThat(errors[i]).isEqualTo(3 * derivative.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-8, -2, -0.5, 0.3, 0.7, 3, 8}) // not 0, where ReLU has a corner
  void derivativesOfTanhAndReluAreSlopes(double z) {
    for (Activation activation : new Activation[] {Activation.TANH, Activation.RELU}) {
      double h = 1e-5;
      double numeric = (activation.of(z + h) - activation.of(z - h)) / (2 * h);
      assertThat(activation.derivative(activation.of(z))).isCloseTo(numeric, within(1e-9));
    }
  }

  @Test
  void tanhEndsAtMinusOneAndOne() {
    assertThat(Activation.TANH.of(-1000)).isEqualTo(-1);
    assertThat(Activation.TANH.of(0)).isZero();
    assertThat(Activation.TANH.of(1000)).isEqualTo(1);
    assertThat(Activation.TANH.derivative(1)).isZero();
    assertThat(Activation.TANH.derivative(-1)).isZero();
  }

  @Test
  void reluIsFlatOnTheLeftAndTheIdentityOnTheRight() {
    assertThat(Activation.RELU.of(-3)).isZero();
    assertThat(Activation.RELU.of(3)).isEqualTo(3);
    assertThat(Activation.RELU.derivative(0)).isZero();
    assertThat(Activation.RELU.derivative(1e-300)).isEqualTo(1);
  }

  @Test
  void quickFormsOfTanhAndReluAgreeWithThePlainOnes() {
    double[] z = IntStream.rangeClosed(-40_000, 40_000).mapToDouble(i -> i / 1000.0).toArray();
    for (Activation activation : new Activation[] {Activation.TANH, Activation.RELU}) {
      double[] a = z.clone();
      activation.apply(a);
      for (int i = 0; i < z.length; i++) {
        assertThat(a[i]).as("at %s", z[i]).isCloseTo(activation.of(z[i]), within(2e-13));
      }
    }
  }

  @Test
  void notANumberStaysOne() { // so that training finds out
    assertThat(Activation.TANH.of(Double.NaN)).isNaN();
    double[] z = {Double.NaN};
    Activation.TANH.apply(z);
    assertThat(z[0]).isNaN();
  }
}
