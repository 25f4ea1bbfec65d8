package nndl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nndl.data.Digits;
import nndl.random.NumpyRandom;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick step against the plain one, and both against network2.py. */
class StepTest {
  private static final int[][] HIDDEN = {
    {}, {1}, {5}, {15}, {16}, {17}, {30}, {100}, {20, 20}, {1, 16}, {16, 1}, {30, 15, 17}
  };

  /** Both make so many epochs from equal networks; gives how far apart they end. */
  private static double difference(
      Network net, Digits training, int epochs, Hyperparameters hyperparameters) {
    Network other = SmallDigits.copy(net);
    Step quick = new QuickStep(net, training, hyperparameters);
    Step plain = new PlainStep(other, training, hyperparameters);
    int n = training.size();
    int[] order = IntStream.range(0, n).map(i -> n - 1 - i).toArray();
    for (int epoch = 0; epoch < epochs; epoch++) {
      quick.trainEpoch(epoch, order);
      plain.trainEpoch(epoch, order);
    }
    return SmallDigits.difference(net, other);
  }

  private static Network drawn(Cost cost, int... hidden) {
    int[] sizes = IntStream.concat(
        IntStream.concat(IntStream.of(784), Arrays.stream(hidden)), IntStream.of(10)).toArray();
    return new Network(sizes, cost, Initializer.NEW, new NumpyRandom(21));
  }

  static Stream<Arguments> shapes() {
    List<Arguments> all = new ArrayList<>();
    for (int[] hidden : HIDDEN) {
      for (Cost cost : Cost.values()) {
        for (int miniBatch : new int[] {1, 3, 10, 11}) {
          all.add(arguments(hidden, cost, miniBatch));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "hidden {0}, {1}, mini-batch {2}")
  @MethodSource("shapes")
  void stepsAgreeWithThePlainForm(int[] hidden, Cost cost, int miniBatch) {
    // 16 images: the last mini-batch of 3, 10 or 11 is a smaller one.
    assertThat(difference(drawn(cost, hidden), SmallDigits.of(16), 1,
        new Hyperparameters(1, miniBatch, 0.5, 0.1))).isLessThan(1e-12);
  }

  @ParameterizedTest
  @EnumSource
  void stepsAgreeForASingleImage(Cost cost) {
    assertThat(difference(drawn(cost, 30), SmallDigits.of(1), 3,
        new Hyperparameters(1, 10, 0.5, 0.1))).isLessThan(1e-12);
  }

  @ParameterizedTest
  @EnumSource
  void stepsAgreeWithoutWeightDecay(Cost cost) {
    assertThat(difference(drawn(cost, 30, 16), SmallDigits.of(16), 2,
        new Hyperparameters(1, 4, 0.5, 0))).isLessThan(1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 10, 20, 30})
  void manyStepsAgreeUnderSoMuchDecayThatTheFactorIsFoldedIn(double lmbda) {
    // 40 steps that leave 1 − 0.5 λ / 16 of each weight: 0.94, 0.69, 0.38 and 0.06.
    assertThat(difference(drawn(Cost.CROSS_ENTROPY, 30, 16), SmallDigits.of(16), 10,
        new Hyperparameters(1, 4, 0.5, lmbda))).isLessThan(1e-12);
  }

  @Test
  void stepsAgreeOnBlankImages() {
    Digits blank = Digits.of(new byte[3 * Digits.PIXELS], new byte[] {1, 2, 3});
    assertThat(difference(drawn(Cost.CROSS_ENTROPY, 5), blank, 2,
        new Hyperparameters(1, 2, 0.5, 0.1))).isLessThan(1e-12);
  }

  @Test
  void weightsOfPixelsThatAreOffOnlyDecay() {
    Digits digits = SmallDigits.of(1);
    Network net = drawn(Cost.CROSS_ENTROPY, 16);
    SimpleMatrix before = net.weights[0].copy();
    Step step = new QuickStep(net, digits, new Hyperparameters(1, 1, 0.5, 0.2));
    step.take(new int[] {0}, 0, 1);
    step.update();
    for (int j = 0; j < 16; j++) {
      assertThat(digits.image(0).get(1)).isZero();
      assertThat(net.weights[0].get(j, 1)).isEqualTo((1 - 0.5 * 0.2) * before.get(j, 1));
    }
  }

  /**
   * Weights and biases after one step on ten images, and after two passes over twelve in
   * mini-batches of ten and two, with η = 0.5 and λ = 5. Computed with NumPy from the formulas of
   * network2.py's update_mini_batch and backprop: w[0][0,0], w[0][5,780], w[0][2,391], w[1][3,5],
   * w[1][0,1], w[2][9,3], w[2][4,0], b[0][1], b[1][2], b[2][7]; then the sums of the weights of
   * each layer, and of its biases.
   */
  static Stream<Arguments> network2() {
    return Stream.of(
        arguments(Cost.QUADRATIC, 1, new double[] {
            -0.07125019896517039, 0.04749932435831053, -0.007917356763747324,
            -0.04694145746344552, 0.023001021521168834, 0.017552971098109965,
            -0.05115128936552478, -2.5943894629016425e-05, -0.29869558391216355,
            0.24261627281953813, -0.11943090403111029, -0.19599909208786534,
            -1.0698464213608208, 0.0999914211703925, 0.0006275401783319146, -0.0967262417517514}),
        arguments(Cost.QUADRATIC, 2, new double[] {
            -0.03531419484309705, 0.02355619005264684, -0.00393262676866797,
            -0.016352072396624118, 0.015726344102952174, -0.06735632201228374,
            -0.0757777426301824, -8.491694189073069e-05, -0.2861365297133109,
            0.06260802261262997, -0.07013639045731634, 0.054306907047159715,
            -2.6526659945440167, 0.0997947087132657, 0.06004178607986266, -1.4313959415992932}),
        arguments(Cost.CROSS_ENTROPY, 1, new double[] {
            -0.07125105482865704, 0.04749644210141766, -0.007919748883592617,
            -0.0452309283091707, 0.02070068610891978, -0.0734763255101249, -0.11002952037027007,
            -9.984910623713263e-05, -0.2948286890203412, 0.06618584951597711,
            -0.12160573838009048, -0.1916294035960318, -4.100785389099821, 0.09996400877760786,
            0.002059048856710516, -1.6411025834695143}),
        arguments(Cost.CROSS_ENTROPY, 2, new double[] {
            -0.03461219001912024, 0.02393801874659561, -0.003924122610413163,
            0.033357785380772366, 0.056929424951336016, -0.2573156572671794,
            -0.20634630947752758, 0.0020178624493436656, -0.18261704016305508,
            -0.440964492304935, 0.9031549179334357, 1.2311089264033663, -8.146777548871327,
            0.1125504383430761, 0.5378017936417067, -5.4135904978488085}));
  }

  @ParameterizedTest(name = "{0}, {1} passes")
  @MethodSource("network2")
  void stepsAgreeWithNetwork2(Cost cost, int passes, double[] expected) {
    Digits digits = SmallDigits.of(12);
    Network net = SmallDigits.network(cost, 784, 6, 4, 10);
    Step step = new QuickStep(net, digits, new Hyperparameters(1, 10, 0.5, 5));
    int[] order = IntStream.range(0, 12).toArray();
    step.take(order, 0, 10);
    if (passes == 2) {
      step.take(order, 10, 12);
      step.take(order, 0, 10);
      step.take(order, 10, 12);
    }
    step.update();

    double[] found = {
      net.weights[0].get(0, 0), net.weights[0].get(5, 780), net.weights[0].get(2, 391),
      net.weights[1].get(3, 5), net.weights[1].get(0, 1),
      net.weights[2].get(9, 3), net.weights[2].get(4, 0),
      net.biases[0].get(1), net.biases[1].get(2), net.biases[2].get(7),
      net.weights[0].elementSum(), net.weights[1].elementSum(), net.weights[2].elementSum(),
      net.biases[0].elementSum(), net.biases[1].elementSum(), net.biases[2].elementSum()
    };
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).as("number %d", i).isCloseTo(expected[i], within(1e-12));
    }
  }
}
