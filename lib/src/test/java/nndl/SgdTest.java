package nndl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import nndl.data.Digits;
import nndl.random.PythonRandom;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tech.tablesaw.api.Table;

class SgdTest {
  private static final Set<Monitor> NONE = EnumSet.noneOf(Monitor.class);
  private static final Set<Monitor> ALL = EnumSet.allOf(Monitor.class);

  private final Digits training = SmallDigits.of(25);
  private final Digits evaluation = SmallDigits.of(40).slice(25, 40);

  private static Network network(Cost cost) {
    return SmallDigits.network(cost, 784, 17, 10);
  }

  private Table train(Network net, int epochs, double eta, double lmbda, Set<Monitor> monitors) {
    return new Sgd(training, new PythonRandom(4))
        .train(net, new Hyperparameters(epochs, 10, eta, lmbda), evaluation, monitors, t -> { });
  }

  private static double accuracy(Network net, Digits digits) {
    int right = 0;
    for (int e = 0; e < digits.size(); e++) {
      SimpleMatrix a = net.feedforward(digits.image(e));
      int best = 0;
      for (int j = 1; j < 10; j++) {
        best = a.get(j) > a.get(best) ? j : best;
      }
      right += best == digits.label(e) ? 1 : 0;
    }
    return 100.0 * right / digits.size();
  }

  private static double cost(Network net, Digits digits, double lmbda) {
    double sum = 0;
    for (int e = 0; e < digits.size(); e++) {
      sum += net.cost.of(net.feedforward(digits.image(e)), digits.target(e)) / digits.size();
    }
    for (SimpleMatrix w : net.weights) {
      sum += 0.5 * lmbda / digits.size() * w.elementMult(w).elementSum();
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void monitorsEqualCountingByHandAfterEveryEpoch(Cost cost) {
    Network net = network(cost);
    List<Integer> epochs = new ArrayList<>();
    Table history = new Sgd(training, new PythonRandom(4)).train(
        net, new Hyperparameters(6, 10, 0.5, 0.3), evaluation, ALL, table -> {
          int last = table.rowCount() - 1;
          epochs.add(table.intColumn("epoch").get(last));
          assertThat(table.doubleColumn("training accuracy").get(last))
              .isEqualTo(accuracy(net, training));
          assertThat(table.doubleColumn("validation accuracy").get(last))
              .isEqualTo(accuracy(net, evaluation));
          assertThat(table.doubleColumn("training cost").get(last))
              .isCloseTo(cost(net, training, 0.3), within(1e-12));
          assertThat(table.doubleColumn("validation cost").get(last))
              .isCloseTo(cost(net, evaluation, 0.3), within(1e-12));
        });
    assertThat(epochs).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(history.columnNames()).containsExactly("epoch", "validation cost",
        "validation accuracy", "training cost", "training accuracy");
  }

  @Test
  void learnsItsTrainingImages() {
    Table history = train(network(Cost.CROSS_ENTROPY), 60, 0.5, 0, ALL);
    assertThat(history.doubleColumn("training accuracy").get(59)).isEqualTo(100);
    assertThat(history.doubleColumn("training cost").get(59))
        .isLessThan(history.doubleColumn("training cost").get(0) / 5);
  }

  @Test
  void measuresOnlyWhatIsAskedFor() {
    Table history = train(network(Cost.QUADRATIC), 2, 0.5, 0, Set.of(Monitor.TRAINING_COST));
    assertThat(history.columnNames()).containsExactly("epoch", "training cost");
    assertThat(history.rowCount()).isEqualTo(2);
  }

  @Test
  void noEpochChangesNothing() {
    Network net = network(Cost.QUADRATIC);
    assertThat(train(net, 0, 0.5, 1, ALL).rowCount()).isZero();
    assertThat(SmallDigits.difference(net, network(Cost.QUADRATIC))).isZero();
  }

  @Test
  void trainsInTheOrderOfThePythonShuffle() {
    Network net = network(Cost.CROSS_ENTROPY);
    train(net, 2, 0.5, 0.3, NONE);

    Network byHand = network(Cost.CROSS_ENTROPY);
    FastNetwork fast = new FastNetwork(byHand, 10);
    PythonRandom random = new PythonRandom(4);
    int[] order = IntStream.range(0, 25).toArray();
    for (int epoch = 0; epoch < 2; epoch++) {
      random.shuffle(order);
      for (int from = 0; from < 25; from += 10) {
        new MiniBatch(fast).step(training, order, from, Math.min(from + 10, 25),
            new Hyperparameters(1, 10, 0.5, 0.3));
      }
      fast.copyBack();
    }
    assertThat(SmallDigits.difference(net, byHand)).isZero();
  }

  @Test
  void goesOnShufflingInTheNextTraining() {
    Network parts = network(Cost.CROSS_ENTROPY);
    Network whole = network(Cost.CROSS_ENTROPY);
    Sgd sgd = new Sgd(training, new PythonRandom(4));
    Hyperparameters one = new Hyperparameters(1, 10, 0.5, 0);
    sgd.train(parts, one, evaluation, NONE, t -> { });
    sgd.train(parts, one, evaluation, NONE, t -> { });
    train(whole, 2, 0.5, 0, NONE);
    assertThat(SmallDigits.difference(parts, whole)).isZero();
  }

  @Test
  void skipShufflesAsTrainingWould() {
    Network trained = network(Cost.CROSS_ENTROPY);
    Network other = network(Cost.CROSS_ENTROPY);
    Network skipped = network(Cost.CROSS_ENTROPY);
    Hyperparameters two = new Hyperparameters(2, 10, 0.5, 0);
    Sgd sgd = new Sgd(training, new PythonRandom(4));
    sgd.train(other, two, evaluation, NONE, t -> { });
    sgd.train(trained, two, evaluation, NONE, t -> { });

    Sgd skipping = new Sgd(training, new PythonRandom(4));
    skipping.skip(2);
    skipping.train(skipped, two, evaluation, NONE, t -> { });
    assertThat(SmallDigits.difference(trained, skipped)).isZero();
  }

  @Test
  void givesTheSameNumbersAgain() {
    Network first = network(Cost.QUADRATIC);
    Network second = network(Cost.QUADRATIC);
    String history = train(first, 5, 0.5, 0.3, ALL).toString();
    assertThat(train(second, 5, 0.5, 0.3, ALL).toString()).isEqualTo(history);
    assertThat(SmallDigits.difference(first, second)).isZero();
  }

  @Test
  void monitorsChangeNoNumbers() {
    Network watched = network(Cost.QUADRATIC);
    Network unwatched = network(Cost.QUADRATIC);
    train(watched, 5, 0.5, 0.3, ALL);
    train(unwatched, 5, 0.5, 0.3, NONE);
    assertThat(SmallDigits.difference(watched, unwatched)).isZero();
  }

  @Test
  void stopsWhereTheCostOverflowsAndNamesEpochAndStep() {
    for (Cost cost : Cost.values()) {
      assertThatThrownBy(() -> train(network(cost), 50, 1e300, 0, NONE))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageMatching("epoch \\d+, step \\d+: .*finite.*eta than 1\\.0E300");
    }
  }

  @Test
  void stopsAtTheFirstStepFromBiasesThatAreNoNumbers() {
    Network net = network(Cost.CROSS_ENTROPY);
    net.biases[1].set(0, 0, Double.NaN);
    assertThatThrownBy(() -> train(net, 1, 0.5, 0, NONE))
        .hasMessageContainingAll("epoch 1, step 1", "finite");
  }

  @Test
  void anInterruptStopsItsThreadAndLeavesTheNetworkUsable() throws InterruptedException {
    Network net = network(Cost.CROSS_ENTROPY);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    CountDownLatch running = new CountDownLatch(1);
    Thread thread = new Thread(() -> new Sgd(training, new PythonRandom(4)).train(
        net, new Hyperparameters(Integer.MAX_VALUE, 10, 0.01, 0), evaluation, NONE,
        t -> running.countDown()));
    thread.setUncaughtExceptionHandler((t, e) -> thrown.set(e));
    thread.start();
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    thread.interrupt();
    thread.join(1000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(thrown.get()).isInstanceOf(CancellationException.class)
        .hasMessageContaining("interrupted in epoch");

    assertThat(accuracy(net, training)).isBetween(0.0, 100.0);
    assertThat(train(net, 1, 0.5, 0, ALL).rowCount()).isEqualTo(1);
  }

  @Test
  void refusesANetworkThatDoesNotTakeTheImages() {
    Network net = SmallDigits.network(Cost.QUADRATIC, 100, 5, 10);
    assertThatThrownBy(() -> train(net, 1, 0.5, 0, NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("784", "100");
  }

  @Test
  void refusesANetworkThatDoesNotHaveAnOutputForEachDigit() {
    Network net = SmallDigits.network(Cost.QUADRATIC, 784, 5, 3);
    assertThatThrownBy(() -> train(net, 1, 0.5, 0, NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("10", "3");
  }
}
