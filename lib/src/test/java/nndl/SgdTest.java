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
import nndl.data.History;
import nndl.random.PythonRandom;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SgdTest {
  private static final Set<Monitor> NONE = EnumSet.noneOf(Monitor.class);
  private static final Set<Monitor> ALL = EnumSet.allOf(Monitor.class);

  private final Digits training = SmallDigits.of(25);
  private final Digits evaluation = SmallDigits.of(40).slice(25, 40);

  private static Network network(Cost cost) {
    return SmallDigits.network(cost, 784, 17, 10);
  }

  private History train(Network net, int epochs, double eta, double lmbda, Set<Monitor> monitors) {
    return new Sgd(training, new PythonRandom(4))
        .train(net, new Hyperparameters(epochs, 10, eta, lmbda), evaluation, monitors);
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
    History history = new Sgd(training, new PythonRandom(4)).train(
        net, new Hyperparameters(6, 10, 0.5, 0.3), evaluation, ALL, (epoch, measures) -> {
          epochs.add(epoch);
          assertThat(measures.get("training accuracy")).isEqualTo(accuracy(net, training))
              .isEqualTo(net.accuracy(training));
          assertThat(measures.get("accuracy")).isEqualTo(accuracy(net, evaluation));
          assertThat(measures.get("training cost"))
              .isCloseTo(cost(net, training, 0.3), within(1e-12))
              .isCloseTo(net.cost(training, 0.3), within(1e-12));
          assertThat(measures.get("cost")).isCloseTo(cost(net, evaluation, 0.3), within(1e-12));
          measures.put("ten times", 10.0 * epoch);
        });
    assertThat(epochs).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(history.names()).containsExactly(
        "cost", "accuracy", "training cost", "training accuracy", "ten times");
    assertThat(history.values("ten times")).containsExactly(10, 20, 30, 40, 50, 60);
  }

  @Test
  void learnsItsTrainingImages() {
    History history = train(network(Cost.CROSS_ENTROPY), 60, 0.5, 0, ALL);
    assertThat(history.last("training accuracy")).isEqualTo(100);
    assertThat(history.last("training cost")).isLessThan(history.values("training cost")[0] / 5);
  }

  @Test
  void measuresOnlyWhatIsAskedFor() {
    History history = train(network(Cost.QUADRATIC), 2, 0.5, 0, Set.of(Monitor.TRAINING_COST));
    assertThat(history.names()).containsExactly("training cost");
    assertThat(history.epochs()).isEqualTo(2);
  }

  @Test
  void noEpochChangesNothing() {
    Network net = network(Cost.QUADRATIC);
    assertThat(train(net, 0, 0.5, 1, ALL).epochs()).isZero();
    assertThat(SmallDigits.difference(net, network(Cost.QUADRATIC))).isZero();
  }

  @Test
  void trainsInTheOrderOfThePythonShuffle() {
    Network net = network(Cost.CROSS_ENTROPY);
    train(net, 2, 0.5, 0.3, NONE);

    Network byHand = network(Cost.CROSS_ENTROPY);
    Step step = new QuickStep(byHand, training, new Hyperparameters(2, 10, 0.5, 0.3));
    PythonRandom random = new PythonRandom(4);
    int[] order = IntStream.range(0, 25).toArray();
    for (int epoch = 0; epoch < 2; epoch++) {
      random.shuffle(order);
      for (int from = 0; from < 25; from += 10) {
        step.take(order, from, Math.min(from + 10, 25));
      }
      step.update();
    }
    assertThat(SmallDigits.difference(net, byHand)).isZero();
  }

  @Test
  void goesOnShufflingInTheNextTraining() {
    Network parts = network(Cost.CROSS_ENTROPY);
    Network whole = network(Cost.CROSS_ENTROPY);
    Sgd sgd = new Sgd(training, new PythonRandom(4));
    Hyperparameters one = new Hyperparameters(1, 10, 0.5, 0);
    sgd.train(parts, one, evaluation, NONE);
    sgd.train(parts, one, evaluation, NONE);
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
    sgd.train(other, two, evaluation, NONE);
    sgd.train(trained, two, evaluation, NONE);

    Sgd skipping = new Sgd(training, new PythonRandom(4));
    skipping.skip(2);
    skipping.train(skipped, two, evaluation, NONE);
    assertThat(SmallDigits.difference(trained, skipped)).isZero();
  }

  @Test
  void givesTheSameNumbersAgain() {
    Network first = network(Cost.QUADRATIC);
    Network second = network(Cost.QUADRATIC);
    History history = train(first, 5, 0.5, 0.3, ALL);
    History again = train(second, 5, 0.5, 0.3, ALL);
    for (String name : history.names()) {
      assertThat(again.values(name)).isEqualTo(history.values(name));
    }
    assertThat(SmallDigits.difference(first, second)).isZero();
  }

  @Test
  void plainStepsTrainAsQuickOnesDo() {
    Network plain = network(Cost.CROSS_ENTROPY);
    Network quick = network(Cost.CROSS_ENTROPY);
    History history = new Sgd(training, new PythonRandom(4), PlainStep::new)
        .train(plain, new Hyperparameters(4, 10, 0.5, 0.3), evaluation, ALL);
    History expected = train(quick, 4, 0.5, 0.3, ALL);
    assertThat(SmallDigits.difference(plain, quick)).isLessThan(1e-12);
    for (String name : expected.names()) {
      assertThat(history.values(name)).containsExactly(expected.values(name), within(1e-11));
    }
  }

  @Test
  void monitorsTheAccuracyIfNothingElseIsAskedFor() {
    History history = new Sgd(training, new PythonRandom(4))
        .train(network(Cost.QUADRATIC), new Hyperparameters(2, 10, 0.5, 0.3), evaluation);
    assertThat(history.names()).containsExactly("accuracy");
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
        (epoch, measures) -> running.countDown()));
    thread.setUncaughtExceptionHandler((t, e) -> thrown.set(e));
    thread.start();
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    thread.interrupt();
    thread.join(1000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(thrown.get()).isInstanceOf(CancellationException.class)
        .hasMessageContaining("interrupted in epoch");

    assertThat(accuracy(net, training)).isBetween(0.0, 100.0);
    assertThat(train(net, 1, 0.5, 0, ALL).epochs()).isEqualTo(1);
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
