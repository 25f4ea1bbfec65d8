package nndl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import nndl.data.Digits;
import nndl.fast.Batch;
import nndl.random.NumpyRandom;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  static Stream<int[]> sizesThatAreNone() {
    return Stream.of(new int[0], new int[] {3}, new int[] {3, 0}, new int[] {0, 2},
        new int[] {3, -1, 2});
  }

  @ParameterizedTest
  @MethodSource("sizesThatAreNone")
  void refusesLayersWithoutNeurons(int[] sizes) {
    assertThatThrownBy(
        () -> new Network(sizes, Cost.QUADRATIC, Initializer.NEW, new NumpyRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("layer sizes", "at least two layers");
  }

  @Test
  void drawsAllBiasesFirstAndThenTheWeightsRowByRow() {
    Network net = new Network(
        new int[] {4, 3, 2}, Cost.CROSS_ENTROPY, Initializer.OLD, new NumpyRandom(8));
    NumpyRandom random = new NumpyRandom(8);
    for (SimpleMatrix matrix :
        new SimpleMatrix[] {net.biases[0], net.biases[1], net.weights[0], net.weights[1]}) {
      for (int i = 0; i < matrix.getNumRows(); i++) {
        for (int j = 0; j < matrix.getNumCols(); j++) {
          assertThat(matrix.get(i, j)).isEqualTo(random.randn());
        }
      }
    }
  }

  @Test
  void drawsAgainFromWhereTheGeneratorIs() {
    NumpyRandom random = new NumpyRandom(8);
    Network net = new Network(new int[] {4, 3, 2}, Cost.QUADRATIC, Initializer.NEW, random);
    net.initialize(Initializer.OLD, random);
    NumpyRandom byHand = new NumpyRandom(8);
    byHand.randn(1, 5 + 12 + 6);
    assertThat(net.biases[0].isIdentical(byHand.randn(3, 1), 0)).isTrue();
    assertThat(net.biases[1].isIdentical(byHand.randn(2, 1), 0)).isTrue();
    assertThat(net.weights[0].isIdentical(byHand.randn(3, 4), 0)).isTrue();
    assertThat(net.weights[1].isIdentical(byHand.randn(2, 3), 0)).isTrue();
  }

  @Test
  void doesNotChangeWithTheArraysItWasMadeOf() {
    int[] sizes = {2, 1};
    SimpleMatrix[] biases = {new SimpleMatrix(1, 1)};
    SimpleMatrix[] weights = {new SimpleMatrix(1, 2)};
    Network net = new Network(sizes, Activation.SIGMOID, Cost.QUADRATIC, biases, weights);
    sizes[0] = 9;
    biases[0] = null;
    weights[0] = null;
    assertThat(net.sizes).containsExactly(2, 1);
    assertThat(net.feedforward(new SimpleMatrix(2, 1)).get(0)).isEqualTo(0.5);
  }

  @Test
  void feedsForwardLayerAfterLayer() {
    Network net = SmallDigits.network(Cost.QUADRATIC, 3, 2, 1);
    double[] x = {0.2, 0.4, 0.6};
    double[] hidden = new double[2];
    for (int j = 0; j < 2; j++) {
      double z = net.biases[0].get(j);
      for (int i = 0; i < 3; i++) {
        z += net.weights[0].get(j, i) * x[i];
      }
      hidden[j] = 1 / (1 + Math.exp(-z));
    }
    double z = net.biases[1].get(0)
        + net.weights[1].get(0, 0) * hidden[0] + net.weights[1].get(0, 1) * hidden[1];
    assertThat(net.feedforward(new SimpleMatrix(3, 1, true, x)).get(0))
        .isCloseTo(1 / (1 + Math.exp(-z)), within(1e-15));
  }

  @Test
  void takesManyExamplesAsItTakesEach() {
    Digits digits = SmallDigits.of(7);
    Network net = new Network(new int[] {784, 20, 5, 10}, Activation.RELU, Cost.QUADRATIC,
        Initializer.NEW, new NumpyRandom(2));
    SimpleMatrix[] all = net.activations(digits.images(2, 7));
    assertThat(all).hasSize(3);
    for (int e = 2; e < 7; e++) {
      SimpleMatrix[] one = net.activations(digits.image(e));
      for (int l = 0; l < 3; l++) {
        SimpleMatrix column = all[l].getColumn(e - 2);
        assertThat(column.minus(one[l]).elementMaxAbs()).isLessThan(1e-14);
      }
      assertThat(net.feedforward(digits.image(e)).isIdentical(one[2], 0)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 783, 785})
  void refusesInputsOfTheWrongLength(int length) {
    Network net = SmallDigits.network(Cost.QUADRATIC, 784, 2);
    assertThatThrownBy(() -> net.feedforward(new SimpleMatrix(length, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(length + " × 1", "784 × 1");
  }

  @Test
  void refusesARowInPlaceOfAColumn() {
    Network net = SmallDigits.network(Cost.QUADRATIC, 784, 2);
    assertThatThrownBy(() -> net.feedforward(new SimpleMatrix(1, 784)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("784 × 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {255, 17, -255})
  void refusesInputsThatWereNotDivided(double level) {
    Network net = SmallDigits.network(Cost.QUADRATIC, 3, 2);
    SimpleMatrix x = new SimpleMatrix(3, 1, true, 0.0, level, 0.5);
    assertThatThrownBy(() -> net.feedforward(x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("divide them by 256");
    assertThatThrownBy(() -> Gradients.of(net, x, new SimpleMatrix(2, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("divide them by 256");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesInputsThatAreNoNumbers(double input) {
    Network net = SmallDigits.network(Cost.QUADRATIC, 3, 2);
    assertThatThrownBy(() -> net.feedforward(new SimpleMatrix(3, 1, true, 0.0, input, 0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("inputs", "entry 1", "" + input);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesToTrainFromWeightsThatAreNoNumbers(double weight) {
    Network net = SmallDigits.network(Cost.QUADRATIC, 784, 3, 10);
    net.weights[1].set(4, 2, weight);
    assertThatThrownBy(() -> net.quick(10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("weights into layer 2", "" + weight);
  }

  @Test
  void quickFormFeedsForwardTheSame() {
    Digits digits = SmallDigits.of(7);
    Network net = SmallDigits.network(Cost.QUADRATIC, 784, 20, 5, 10);
    Batch outputs = net.quick(7).feedforward(digits.rows(), 0, 7);
    for (int e = 0; e < 7; e++) {
      SimpleMatrix a = net.feedforward(digits.image(e));
      for (int j = 0; j < 10; j++) {
        assertThat(outputs.get(e, j)).isCloseTo(a.get(j), within(1e-13));
      }
    }
  }

  @Test
  void quickFormGoesBackAsItCame() {
    Network net = new Network(
        new int[] {784, 30, 17, 10}, Cost.QUADRATIC, Initializer.OLD, new NumpyRandom(1));
    Network before = SmallDigits.copy(net);
    net.quick(3).copyTo(net.weights, net.biases);
    assertThat(SmallDigits.difference(net, before)).isZero();
  }
}
