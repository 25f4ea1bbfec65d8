package nndl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.Set;
import nndl.data.Dataset;
import nndl.data.Digits;
import nndl.data.RealMnist;
import nndl.random.NumpyRandom;
import nndl.random.PythonRandom;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/**
 * Runs that Nielsen published, repeated from his seed. The numbers are from
 * mnielsen/neural-networks-and-deep-learning: fig/weight_initialization_30.json,
 * fig/regularized_full.json and fig/overfitting_full.json.
 */
class NielsenTest {
  private static final int SEED = 12345678;
  private static final int[] SIZES = {784, 30, 10};

  /** Of 10,000 validation images those that are right after each of 30 epochs. */
  private static final int[] NEW = {
    9270, 9414, 9470, 9504, 9537, 9550, 9587, 9594, 9596, 9594, 9616, 9595, 9622, 9630, 9636,
    9641, 9625, 9652, 9637, 9634, 9642, 9639, 9649, 9646, 9646, 9653, 9646, 9653, 9640, 9650
  };

  private static final int[] OLD = {
    8643, 9044, 9141, 9231, 9299, 9327, 9385, 9416, 9433, 9449, 9476, 9489, 9500, 9535, 9521,
    9548, 9564, 9573, 9585, 9592, 9596, 9615, 9607, 9605, 9606, 9622, 9637, 9648, 9635, 9637
  };

  /** With λ = 5 and η = 0.5 from the old start: of 10,000 test and 50,000 training images. */
  private static final int[] REGULARIZED_TEST = {
    9212, 9341, 9375, 9424, 9532, 9537, 9504, 9541, 9578, 9538, 9579, 9530, 9590, 9543, 9607,
    9597, 9576, 9546, 9600, 9634, 9544, 9606, 9614, 9607, 9621, 9637, 9620, 9511, 9649, 9561
  };

  private static final int[] REGULARIZED_TRAINING = {
    45919, 46835, 47204, 47434, 47989, 47930, 47839, 48157, 48218, 48105, 48313, 48089, 48282,
    48111, 48463, 48362, 48243, 48123, 48416, 48533, 48123, 48483, 48435, 48548, 48434, 48524,
    48417, 47797, 48561, 48235
  };

  private static final double[] REGULARIZED_TEST_COST = {
    4.307279191865604, 2.9331304641086344, 2.134807355357604, 1.6588303607817259,
    1.330889938797851, 1.1963223601928472, 1.1170765304219505, 1.0170754480838433,
    0.9911093501539815, 1.0071179800661803, 0.9628008038697138, 0.9922660952167517,
    0.960239843635239, 0.9725378494575128, 0.9396654559652033, 0.9533056334237655,
    0.9637852940423384, 0.973673368580373, 0.9443598529078117, 0.9462293141184,
    0.9839202226320118, 0.9409100566104127, 0.9496551347987412, 0.9471496468445307,
    0.9502665545619655, 0.9291589467217976, 0.9583105304298798, 1.015399491971872,
    0.9294033990635875, 0.9768285186265808
  };

  private static final double[] REGULARIZED_TRAINING_COST = {
    1.2925405259017666, 0.924795392297953, 0.726112520371655, 0.6161894418842584,
    0.4914241043971356, 0.4655260850779547, 0.46074829841290343, 0.407751498025519,
    0.3967175068679122, 0.42031570708192345, 0.3805709609132685, 0.4076803391533498,
    0.3895210257834103, 0.40585871820346864, 0.3600307288770195, 0.37700037701783806,
    0.3930000386276845, 0.40774598935627593, 0.37194215157507704, 0.3662415845761452,
    0.4072230903167302, 0.36476961463606117, 0.36988528906574514, 0.3611264470732901,
    0.380710641602238, 0.3570099866384857, 0.3772474062379738, 0.449917418761105,
    0.3582032111007808, 0.3922603435355658
  };

  /** The same with λ = 0, the first epochs. */
  private static final int[] OVERFITTING_TEST = {
    9136, 9275
  };

  private static final int[] OVERFITTING_TRAINING = {
    45708, 46605
  };

  private final NumpyRandom numpy = new NumpyRandom(SEED);
  private final Network net = new Network(SIZES, Cost.CROSS_ENTROPY, Initializer.NEW, numpy);

  private static int[] counts(Table history, Monitor monitor, Digits digits) {
    return history.doubleColumn(monitor.column).asList().stream()
        .mapToInt(percent -> (int) Math.round(percent * digits.size() / 100)).toArray();
  }

  private static void assertCosts(Table history, Monitor monitor, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(history.doubleColumn(monitor.column).get(i)).as("%s, epoch %d", monitor, i + 1)
          .isCloseTo(expected[i], within(1e-4));
    }
  }

  @Test
  void allSixtyCountsOfTheWeightInitializationFigureAreEqual() {
    Dataset mnist = RealMnist.orSkip();
    Sgd sgd = new Sgd(mnist.training(), new PythonRandom(SEED));
    Hyperparameters choice = new Hyperparameters(30, 10, 0.1, 5);
    Monitor accuracy = Monitor.EVALUATION_ACCURACY;

    Table first = sgd.train(net, choice, mnist.validation(), Set.of(accuracy), table -> { });
    net.draw(Initializer.OLD, numpy);
    Table second = sgd.train(net, choice, mnist.validation(), Set.of(accuracy), table -> { });

    assertThat(counts(first, accuracy, mnist.validation())).isEqualTo(NEW);
    assertThat(counts(second, accuracy, mnist.validation())).isEqualTo(OLD);
  }

  /** Fails if fewer than so many counts are equal, or one is off by more than one image. */
  private static void assertAlmostAllEqual(int[] counts, int[] published, int equal) {
    int same = 0;
    for (int i = 0; i < published.length; i++) {
      assertThat(counts[i]).as("epoch %d", i + 1).isCloseTo(published[i], within(1));
      same += counts[i] == published[i] ? 1 : 0;
    }
    assertThat(same).as("equal counts").isGreaterThanOrEqualTo(equal);
  }

  @Test
  void fiftyEightOfSixtyCountsOfTheRegularizedRunAreEqualAndTwoAreOneImageOff() {
    // At η = 0.5 an image now and then is so close to two digits that the last digit of a sum
    // decides; our sums differ from NumPy's in that. StrictMath.exp in the sigmoid, decay applied
    // to every weight at every step, and both together: one or two counts are off all the same.
    Dataset mnist = RealMnist.orSkip();
    net.draw(Initializer.OLD, numpy);
    Table history = new Sgd(mnist.training(), new PythonRandom(SEED)).train(net,
        new Hyperparameters(30, 10, 0.5, 5), mnist.test(), EnumSet.allOf(Monitor.class), t -> { });

    assertAlmostAllEqual(
        counts(history, Monitor.EVALUATION_ACCURACY, mnist.test()), REGULARIZED_TEST, 30);
    assertAlmostAllEqual(
        counts(history, Monitor.TRAINING_ACCURACY, mnist.training()), REGULARIZED_TRAINING, 28);
    assertCosts(history, Monitor.EVALUATION_COST, REGULARIZED_TEST_COST);
    assertCosts(history, Monitor.TRAINING_COST, REGULARIZED_TRAINING_COST);
  }

  @Test
  void theFirstTwoEpochsOfTheRunWithoutWeightDecayAreEqual() {
    // Without decay nothing makes rounding errors die out: from the third epoch on, counts differ
    // by a few images, with StrictMath.exp in the sigmoid as well.
    Dataset mnist = RealMnist.orSkip();
    net.draw(Initializer.OLD, numpy);
    Table history = new Sgd(mnist.training(), new PythonRandom(SEED)).train(net,
        new Hyperparameters(OVERFITTING_TEST.length, 10, 0.5, 0), mnist.test(),
        EnumSet.of(Monitor.EVALUATION_ACCURACY, Monitor.TRAINING_ACCURACY), t -> { });

    assertThat(counts(history, Monitor.EVALUATION_ACCURACY, mnist.test()))
        .isEqualTo(OVERFITTING_TEST);
    assertThat(counts(history, Monitor.TRAINING_ACCURACY, mnist.training()))
        .isEqualTo(OVERFITTING_TRAINING);
  }
}
