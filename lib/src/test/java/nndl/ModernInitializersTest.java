package nndl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.stream.Stream;
import nndl.random.NumpyRandom;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Moments of samples, each within five of its standard errors. */
class ModernInitializersTest {
  private static final int NEURONS = 200;
  private static final int INPUTS = 500;

  static Stream<Arguments> rules() {
    return Stream.of(
        arguments("LeCun", Scaled.LECUN, 1.0 / INPUTS),
        arguments("Glorot, normal", Scaled.GLOROT_NORMAL, 2.0 / (INPUTS + NEURONS)),
        arguments("Glorot, uniform", Scaled.GLOROT_UNIFORM, 2.0 / (INPUTS + NEURONS)),
        arguments("He", Scaled.HE, 2.0 / INPUTS));
  }

  private static double moment(SimpleMatrix sample, int power, double variance) {
    return Arrays.stream(sample.getDDRM().data)
        .map(w -> Math.pow(w / Math.sqrt(variance), power)).sum() / sample.getNumElements();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void weightsHaveTheMomentsOfTheirRule(String name, Scaled start, double variance) {
    SimpleMatrix weights = start.weights(NEURONS, INPUTS, new NumpyRandom(1));
    int n = weights.getNumElements();
    // Variances of w, w² and w⁴: 1, 2, 96 for normal numbers; 1, 4/5, 9 − 81/25 for uniform ones.
    double second = start.uniform() ? 0.8 : 2;
    double fourth = start.uniform() ? 9 - 3.24 : 96;
    assertThat(moment(weights, 1, variance)).isCloseTo(0, within(5 / Math.sqrt(n)));
    assertThat(moment(weights, 2, variance)).isCloseTo(1, within(5 * Math.sqrt(second / n)));
    assertThat(moment(weights, 4, variance))
        .isCloseTo(start.uniform() ? 1.8 : 3, within(5 * Math.sqrt(fourth / n)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void biasesAreZero(String name, Scaled start, double variance) {
    assertThat(start.biases(30, new NumpyRandom(1)).elementMaxAbs()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"30, 30", "784, 30", "30, 784", "1, 5", "5, 1"})
  void orthogonalWeightsHaveOrthogonalRowsOrColumnsAsLongAsTheGain(int neurons, int inputs) {
    SimpleMatrix w = new Orthogonal(1.5).weights(neurons, inputs, new NumpyRandom(2));
    assertThat(w.getNumRows()).isEqualTo(neurons);
    assertThat(w.getNumCols()).isEqualTo(inputs);
    SimpleMatrix few = neurons >= inputs ? w : w.transpose();
    SimpleMatrix product = few.transpose().mult(few).divide(1.5 * 1.5);
    assertThat(product.minus(SimpleMatrix.identity(product.getNumRows())).elementMaxAbs())
        .isLessThan(1e-12);
  }

  /** Without the correction of signs, the first entries would all have one sign. */
  @Test
  void orthogonalWeightsPreferNoSign() {
    NumpyRandom random = new NumpyRandom(3);
    int positive = 0;
    for (int i = 0; i < 1000; i++) {
      positive += new Orthogonal(1).weights(3, 3, random).get(0, 0) > 0 ? 1 : 0;
    }
    assertThat(positive).isBetween(500 - 79, 500 + 79); // five times √(1000/4)
  }

  @Test
  void lsuvGivesEveryLayerVarianceOne() {
    NumpyRandom random = new NumpyRandom(4);
    Network net = new Network(new int[] {40, 30, 20, 10}, Activations.RELU, Cost.CROSS_ENTROPY,
        new Orthogonal(1), random);
    SimpleMatrix images = random.randn(40, 25);
    Lsuv.rescale(net, images);
    SimpleMatrix a = images;
    for (int l = 0; l < net.weights.length; l++) {
      SimpleMatrix z = net.weights[l].mult(a);
      double mean = z.elementSum() / z.getNumElements();
      assertThat(z.elementMult(z).elementSum() / z.getNumElements() - mean * mean)
          .isCloseTo(1, within(1e-12));
      a = net.activation(l).of(z);
    }
  }

  @Test
  void lsuvNeedsImagesThatDiffer() {
    Network net = new Network(new int[] {4, 3, 2}, Activations.RELU, Cost.CROSS_ENTROPY,
        new Orthogonal(1), new NumpyRandom(5));
    assertThatThrownBy(() -> Lsuv.rescale(net, new SimpleMatrix(4, 10)))
        .isInstanceOf(ArithmeticException.class).hasMessageContaining("layer 1");
  }
}
