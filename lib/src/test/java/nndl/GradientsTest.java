package nndl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import nndl.random.NumpyRandom;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GradientsTest {
  private static final int[][] SHAPES = {
    {1, 1}, {3, 1}, {4, 1, 3}, {5, 4, 3}, {6, 5, 4, 3}, {20, 16, 10}, {3, 3, 3, 3, 3, 2}
  };

  private static final Map<String, Activation> HIDDEN = Map.of("sigmoid", Activation.SIGMOID,
      "tanh", Activation.TANH, "ReLU", Activation.RELU);

  /** With old weights, ReLU makes outputs so near to 1 that the cost's ln(1 − a) is rounded. */
  private static Initializer large(String hidden) {
    return hidden.equals("ReLU") ? VarianceScaling.HE : Initializer.OLD;
  }

  static Stream<Arguments> networks() {
    return Arrays.stream(SHAPES).flatMap(sizes -> Arrays.stream(Cost.values())
        .flatMap(cost -> HIDDEN.keySet().stream().sorted()
            .flatMap(hidden -> Stream.of(large(hidden), Initializer.NEW)
                .map(initializer -> arguments(
                    new Network(sizes, HIDDEN.get(hidden), cost, initializer,
                        new NumpyRandom(sizes.length)),
                    hidden + " " + Arrays.toString(sizes) + " " + cost)))));
  }

  private static void assertDerivatives(
      Network net, SimpleMatrix x, SimpleMatrix y, SimpleMatrix parameters, SimpleMatrix derivatives) {
    double h = 1e-5;
    for (int i = 0; i < parameters.getNumElements(); i++) {
      double value = parameters.get(i);
      parameters.set(i, value + h);
      double up = net.cost.of(net.feedforward(x), y);
      parameters.set(i, value - h);
      double down = net.cost.of(net.feedforward(x), y);
      parameters.set(i, value);
      assertThat(derivatives.get(i)).isCloseTo((up - down) / (2 * h), within(1e-7));
    }
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("networks")
  void areTheSlopesOfTheCost(Network net, String name) {
    NumpyRandom random = new NumpyRandom(11);
    SimpleMatrix x = random.randn(net.sizes[0], 1);
    SimpleMatrix y = Activation.SIGMOID.of(random.randn(net.sizes[net.sizes.length - 1], 1));
    Gradients gradients = Gradients.of(net, x, y);
    for (int l = 0; l < net.weights.length; l++) {
      assertDerivatives(net, x, y, net.weights[l], gradients.weights()[l]);
      assertDerivatives(net, x, y, net.biases[l], gradients.biases()[l]);
    }
  }
}
