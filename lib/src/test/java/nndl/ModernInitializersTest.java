package nndl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nndl.random.NumpyRandom;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The initializers of notebook 8. Moments of samples, each within five of its standard errors. */
class ModernInitializersTest {

  static Stream<Arguments> varianceScalings() {
    return Stream.of(new int[] {400, 500}, new int[] {500, 400}, new int[] {200, 1000})
        .flatMap(size -> {
          int y = size[0];
          int x = size[1];
          return Stream.of(
              arguments("LeCun", VarianceScaling.LECUN, y, x, 1.0 / x),
              arguments("Glorot", VarianceScaling.GLOROT, y, x, 2.0 / (x + y)),
              arguments("He", VarianceScaling.HE, y, x, 2.0 / x),
              arguments("PyTorch", VarianceScaling.PYTORCH, y, x, 1 / (3.0 * x)));
        });
  }

  @ParameterizedTest(name = "{0}, {2} neurons, {3} inputs")
  @MethodSource("varianceScalings")
  void weightsHaveTheMomentsOfTheirRule(
      String name, VarianceScaling initializer, int neurons, int inputs, double variance) {
    double[] w = initializer.weights(neurons, inputs, new NumpyRandom(1)).getDDRM().data;
    int n = w.length;
    assertThat(n).isEqualTo(neurons * inputs);
    // In units of the variance: for normal numbers E z⁴ = 3, E z⁶ = 15, E z⁸ = 105;
    // for uniform ones 9/5, 27/7, 9. So these are the variances of z², z³ and z⁴:
    double ofSecond = initializer.uniform() ? 4 / 5.0 : 2;
    double ofThird = initializer.uniform() ? 27 / 7.0 : 15;
    double fourth = initializer.uniform() ? 9 / 5.0 : 3;
    double ofFourth = initializer.uniform() ? 9 - 81 / 25.0 : 96;
    assertThat(moment(w, 1, variance)).as("mean").isCloseTo(0, within(5 / Math.sqrt(n)));
    assertThat(moment(w, 2, variance)).as("variance")
        .isCloseTo(1, within(5 * Math.sqrt(ofSecond / n)));
    assertThat(moment(w, 3, variance)).as("third moment")
        .isCloseTo(0, within(5 * Math.sqrt(ofThird / n)));
    assertThat(moment(w, 4, variance)).as("fourth moment")
        .isCloseTo(fourth, within(5 * Math.sqrt(ofFourth / n)));
  }

  private static double moment(double[] values, int power, double variance) {
    return Arrays.stream(values).map(v -> Math.pow(v / Math.sqrt(variance), power)).sum()
        / values.length;
  }

  @Test
  void uniformWeightsFillTheirRange() {
    double limit = Math.sqrt(6.0 / 900);
    double[] w = VarianceScaling.GLOROT.weights(400, 500, new NumpyRandom(2)).getDDRM().data;
    assertThat(Arrays.stream(w).max().orElseThrow()).isBetween(0.999 * limit, limit);
    assertThat(Arrays.stream(w).min().orElseThrow()).isBetween(-limit, -0.999 * limit);
  }

  @Test
  void lecunDrawsTheWeightsOfTheNewStart() {
    SimpleMatrix weights = VarianceScaling.LECUN.weights(7, 9, new NumpyRandom(3));
    SimpleMatrix ofNew = Initializer.NEW.weights(7, 9, new NumpyRandom(3));
    assertThat(weights.minus(ofNew).elementMaxAbs()).isLessThan(1e-15);
  }

  @Test
  void biasesAreZero() {
    for (Initializer initializer : List.of(
        VarianceScaling.LECUN, VarianceScaling.HE, new Orthogonal(1))) {
      SimpleMatrix biases = initializer.biases(5, new NumpyRandom(4));
      assertThat(biases.getNumRows()).isEqualTo(5);
      assertThat(biases.getNumCols()).isEqualTo(1);
      assertThat(biases.elementMaxAbs()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "50, 50, 1", "10, 784, 1", "100, 30, 1.5", "1, 20, 2", "20, 1, 2"})
  void orthogonalRowsOrColumns(int neurons, int inputs, double gain) {
    SimpleMatrix w = new Orthogonal(gain).weights(neurons, inputs, new NumpyRandom(5));
    assertThat(w.getNumRows()).isEqualTo(neurons);
    assertThat(w.getNumCols()).isEqualTo(inputs);
    SimpleMatrix product = neurons <= inputs ? w.mult(w.transpose()) : w.transpose().mult(w);
    SimpleMatrix expected = SimpleMatrix.identity(product.getNumRows()).scale(gain * gain);
    assertThat(product.minus(expected).elementMaxAbs()).isLessThan(1e-12);
  }

  @Test
  void orthogonalPrefersNoDirection() {
    // An entry of a matrix drawn evenly from all 4 × 4 orthogonal ones has mean 0, mean square
    // 1/4, and the trace has mean 0 and mean square 1. Without the signs, EJML's Q would not.
    int draws = 20_000;
    NumpyRandom random = new NumpyRandom(6);
    double[] first = new double[draws];
    double[] trace = new double[draws];
    for (int i = 0; i < draws; i++) {
      SimpleMatrix q = new Orthogonal(1).weights(4, 4, random);
      first[i] = q.get(0, 0);
      trace[i] = q.trace();
    }
    // Var of the first entry is 1/4, of its square at most 1/4, of the trace 1, of its square 2.
    assertThat(moment(first, 1, 1)).isCloseTo(0, within(5 * Math.sqrt(0.25 / draws)));
    assertThat(moment(first, 2, 1)).isCloseTo(0.25, within(5 * Math.sqrt(0.25 / draws)));
    assertThat(moment(trace, 1, 1)).isCloseTo(0, within(5 / Math.sqrt(draws)));
    assertThat(moment(trace, 2, 1)).isCloseTo(1, within(5 * Math.sqrt(2.0 / draws)));
  }

  static Stream<Arguments> hidden() {
    return Stream.of(arguments("sigmoid", Activation.SIGMOID),
        arguments("tanh", Activation.TANH), arguments("ReLU", Activation.RELU));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hidden")
  void lsuvGivesEveryLayerUnitVariance(String name, Activation hidden) {
    NumpyRandom random = new NumpyRandom(7);
    Network net = new Network(new int[] {40, 30, 30, 30, 10}, hidden, Cost.CROSS_ENTROPY,
        new Orthogonal(1), random);
    SimpleMatrix a = random.randn(40, 50);
    Lsuv.rescale(net, a);
    for (int l = 0; l < net.weights.length; l++) {
      SimpleMatrix z = net.weights[l].mult(a);
      double mean = z.elementSum() / z.getNumElements();
      double square = z.elementMult(z).elementSum() / z.getNumElements();
      assertThat(square - mean * mean).as("layer %d", l + 1).isCloseTo(1, within(1e-12));
      a = net.activation(l).of(z);
    }
  }

  @Test
  void lsuvNeedsInputsThatDiffer() {
    Network net = new Network(new int[] {4, 3, 2}, Activation.RELU, Cost.CROSS_ENTROPY,
        new Orthogonal(1), new NumpyRandom(8));
    assertThatThrownBy(() -> Lsuv.rescale(net, new SimpleMatrix(4, 5)))
        .isInstanceOf(ArithmeticException.class).hasMessageContaining("layer 1");
  }

  @Test
  void meanFieldFollowsVarianceAndErrors() {
    // ReLU: half of each square, and half of the errors, gets through.
    MeanField sizes = MeanField.of(8, 1, 3, Activation.RELU, 3);
    assertThat(sizes.z()).containsExactly(new double[] {8, 7, 6.5}, within(1e-9));
    assertThat(sizes.errors()).containsExactly(new double[] {0.25, 0.5, 1}, within(1e-9));
    assertThat(MeanField.of(8, 1, 3, Activation.RELU, 1).errors()).containsExactly(1);
  }

  @Test
  void centredBiasesTakeOffHalfOfEachInput() {
    Network net = new Network(new int[] {4, 3, 2}, Activation.SIGMOID, Cost.CROSS_ENTROPY,
        Initializer.OLD, new NumpyRandom(9));
    Centred.setBiases(net);
    assertThat(net.biases[0].elementMaxAbs()).isZero();
    SimpleMatrix z = net.weights[1].mult(SimpleMatrix.filled(3, 1, 0.5)).plus(net.biases[1]);
    assertThat(z.elementMaxAbs()).isLessThan(1e-15);
  }
}
