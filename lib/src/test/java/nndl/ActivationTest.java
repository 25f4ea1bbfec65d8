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
  void slopeIsTheDerivative(double z) {
    double h = 1e-5;
    double numeric = (SIGMOID.of(z + h) - SIGMOID.of(z - h)) / (2 * h);
    assertThat(SIGMOID.slope(SIGMOID.of(z))).isCloseTo(numeric, within(1e-10));
  }

  @Test
  void slopeIsZeroAtTheEnds() {
    assertThat(SIGMOID.slope(0)).isZero();
    assertThat(SIGMOID.slope(1)).isZero();
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
    SimpleMatrix slope = SIGMOID.slope(a);
    double[] errors = {3, 3, 3};
    SIGMOID.timesSlope(errors, a.getDDRM().data);
    for (int i = 0; i < 3; i++) {
      assertThat(a.get(i)).isEqualTo(SIGMOID.of(z.get(i)));
      assertThat(slope.get(i)).isEqualTo(SIGMOID.slope(a.get(i)));
      assertThat(errors[i]).isEqualTo(3 * slope.get(i));
    }
  }
}
