package nndl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CostTest {
  @ParameterizedTest
  @EnumSource
  void isZeroWhereTheOutputIsAsWanted(Cost cost) {
    assertThat(cost.of(0, 0)).isZero();
    assertThat(cost.of(1, 1)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void isAPositiveNumberWhereTheOutputIsAllWrong(Cost cost) {
    assertThat(cost.of(0, 1)).isFinite().isPositive();
    assertThat(cost.of(1, 0)).isFinite().isPositive();
  }

  @Test
  void crossEntropyEndsAtTheLogarithmOfTheSmallestNormalNumber() {
    double most = -Math.log(Double.MIN_NORMAL);
    assertThat(Cost.CROSS_ENTROPY.of(0, 1)).isCloseTo(most, within(1e-9));
    assertThat(Cost.CROSS_ENTROPY.of(1, 0)).isCloseTo(most, within(1e-9));
    assertThat(Cost.CROSS_ENTROPY.of(Double.MIN_VALUE, 1)).isCloseTo(most, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0.25, 1", "0.25, 0", "0.9, 0.3", "0.0001, 1"})
  void crossEntropyIsItsFormula(double a, double y) {
    assertThat(Cost.CROSS_ENTROPY.of(a, y))
        .isCloseTo(-y * Math.log(a) - (1 - y) * Math.log(1 - a), within(1e-14));
  }

  @ParameterizedTest
  @CsvSource({"0.25, 1", "0.25, 0", "0.9, 0.3", "0, 1"})
  void quadraticIsHalfTheSquare(double a, double y) {
    assertThat(Cost.QUADRATIC.of(a, y)).isEqualTo((a - y) * (a - y) / 2);
  }

  @ParameterizedTest
  @EnumSource
  void sumsOverTheOutputs(Cost cost) {
    SimpleMatrix a = new SimpleMatrix(3, 1, true, 0.1, 0.5, 0.8);
    SimpleMatrix y = new SimpleMatrix(3, 1, true, 0, 1, 0);
    assertThat(cost.of(a, y))
        .isCloseTo(cost.of(0.1, 0) + cost.of(0.5, 1) + cost.of(0.8, 0), within(1e-15));
  }

  @Test
  void deltaOfTheQuadraticCostHasTheDerivative() {
    assertThat(Cost.QUADRATIC.delta(0.75, 1, 0.125)).isEqualTo(-0.25 * 0.125);
    assertThat(Cost.QUADRATIC.delta(0, 1, 0)).isZero();
  }

  @Test
  void deltaOfCrossEntropyHasNot() {
    assertThat(Cost.CROSS_ENTROPY.delta(0.75, 1, 0.125)).isEqualTo(-0.25);
    assertThat(Cost.CROSS_ENTROPY.delta(0, 1, 0)).isEqualTo(-1);
    assertThat(Cost.CROSS_ENTROPY.delta(1, 0, 0)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void deltaIsTheDerivativeAlongTheWeightedInput(Cost cost) {
    Activation sigmoid = Activation.SIGMOID;
    double h = 1e-5;
    for (double z : new double[] {-3, -0.4, 0, 1.7}) {
      for (double y : new double[] {0, 0.3, 1}) {
        double a = sigmoid.of(z);
        double numeric =
            (cost.of(sigmoid.of(z + h), y) - cost.of(sigmoid.of(z - h), y)) / (2 * h);
        assertThat(cost.delta(a, y, sigmoid.derivative(a))).isCloseTo(numeric, within(1e-9));
      }
    }
  }
}
