package nndl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalMeanTest {

  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 0.5, 1, 2, 501, 1e4})
  void momentsAreThoseOfTheNormalDistribution(double variance) {
    assertThat(NormalMean.of(variance, z -> 1)).isCloseTo(1, within(1e-12));
    assertThat(NormalMean.of(variance, z -> z)).isCloseTo(0, within(1e-12));
    assertThat(NormalMean.of(variance, z -> z * z) / variance).isCloseTo(1, within(1e-12));
    assertThat(NormalMean.of(variance, z -> z * z * z * z) / (variance * variance))
        .isCloseTo(3, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 2, 101, 501})
  void theMeanDerivativeOfTheSigmoidIsThatOfCommonsMath(double variance) {
    NormalDistribution normal = new NormalDistribution(0, Math.sqrt(variance));
    double expected = new IterativeLegendreGaussIntegrator(20, 1e-12, 1e-14).integrate(
        1_000_000, z -> Neuron.derivative(z) * normal.density(z), -60, 60);
    assertThat(NormalMean.of(variance, Neuron::derivative)).isCloseTo(expected, within(1e-10));
  }

  @Test
  void whatJumpsOrBendsAtZeroCountsByHalf() {
    assertThat(NormalMean.of(4, z -> z > 0 ? 1 : 0)).isCloseTo(0.5, within(1e-12));
    assertThat(NormalMean.of(4, z -> z > 0 ? z * z : 0)).isCloseTo(2, within(1e-12));
  }

  @Test
  void withoutVarianceThereIsOneValue() {
    assertThat(NormalMean.of(0, z -> z + 3)).isCloseTo(3, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN})
  void aNegativeVarianceIsRefused(double variance) {
    assertThatThrownBy(() -> NormalMean.of(variance, z -> z))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("variance");
  }
}
