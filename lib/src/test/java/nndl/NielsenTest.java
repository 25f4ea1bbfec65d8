package nndl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import nndl.data.Dataset;
import nndl.data.Digits;
import nndl.data.RealMnist;
import nndl.random.NumpyRandom;
import nndl.random.PythonRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/** Runs that Nielsen published, repeated from his seed; his numbers are in nielsen.json. */
class NielsenTest {
  private static final int SEED = 12345678;
  private static final int[] SIZES = {784, 30, 10};
  private static final Set<Monitor> ALL = EnumSet.allOf(Monitor.class);

  private final Dataset mnist = RealMnist.orSkip();
  private final NumpyRandom numpy = new NumpyRandom(SEED);
  private final PythonRandom python = new PythonRandom(SEED);

  private static JsonNode published(String name) throws IOException {
    try (InputStream in = NielsenTest.class.getResourceAsStream("/nielsen.json")) {
      return new ObjectMapper().readTree(in).get(name);
    }
  }

  /** Of a published run the numbers of one monitor, up to an epoch. */
  private static double[] numbers(JsonNode run, Monitor monitor, int epochs) {
    return StreamSupport.stream(run.get(monitor.ordinal()).spliterator(), false).limit(epochs)
        .mapToDouble(JsonNode::asDouble).toArray();
  }

  private static double[] counts(Table history, Monitor monitor, Digits digits) {
    return history.doubleColumn(monitor.column).asList().stream()
        .mapToDouble(percent -> Math.round(percent * digits.size() / 100)).toArray();
  }

  private static void assertCosts(Table history, Monitor monitor, JsonNode run, double tolerance) {
    double[] ours = history.doubleColumn(monitor.column).asDoubleArray();
    assertThat(ours).as(monitor.column)
        .containsExactly(numbers(run, monitor, ours.length), within(tolerance));
  }

  /** A network as his programs made them: drawn, and with the old start drawn once more. */
  private Network network(Initializer start) {
    Network net = new Network(SIZES, Cost.CROSS_ENTROPY, Initializer.NEW, numpy);
    if (start == Initializer.OLD) {
      net.draw(start, numpy);
    }
    return net;
  }

  private static Table train(Sgd sgd, Network net, int epochs, double eta, double lmbda,
      Digits evaluation, Set<Monitor> monitors) {
    return sgd.train(net, new Hyperparameters(epochs, 10, eta, lmbda), evaluation, monitors,
        history -> { });
  }

  @Test
  void allSixtyCountsOfTheWeightInitializationFigureAreEqual() throws IOException {
    JsonNode published = published("weight_initialization_30");
    Monitor accuracy = Monitor.EVALUATION_ACCURACY;
    Sgd sgd = new Sgd(mnist.training(), python);
    Network net = network(Initializer.NEW);

    Table first = train(sgd, net, 30, 0.1, 5, mnist.validation(), Set.of(accuracy));
    net.draw(Initializer.OLD, numpy);
    Table second = train(sgd, net, 30, 0.1, 5, mnist.validation(), Set.of(accuracy));

    assertThat(counts(first, accuracy, mnist.validation()))
        .isEqualTo(numbers(published.get("default_weight_initialization"), accuracy, 30));
    assertThat(counts(second, accuracy, mnist.validation()))
        .isEqualTo(numbers(published.get("large_weight_initialization"), accuracy, 30));
  }

  /** 1,000 images, 400 epochs, without weight decay and with it. */
  @ParameterizedTest
  @CsvSource({"overfitting, 0", "regularized, 0.1"})
  void all800CountsOfAFigureWith1000ImagesAreEqual(String name, double lmbda) throws IOException {
    JsonNode published = published(name);
    Digits thousand = mnist.training().slice(0, 1000);
    Table history = train(new Sgd(thousand, python), network(Initializer.OLD), 400, 0.5, lmbda,
        mnist.test(), EnumSet.complementOf(EnumSet.of(Monitor.EVALUATION_COST))); // it is slow

    assertThat(counts(history, Monitor.EVALUATION_ACCURACY, mnist.test()))
        .isEqualTo(numbers(published, Monitor.EVALUATION_ACCURACY, 400));
    assertThat(counts(history, Monitor.TRAINING_ACCURACY, thousand))
        .isEqualTo(numbers(published, Monitor.TRAINING_ACCURACY, 400));
    assertCosts(history, Monitor.TRAINING_COST, published, 1e-12);
  }

  /**
   * The third run of that figure, with η = 2.5, cannot be met: its steps are so large that rounding
   * decides it in the first epoch.
   */
  @Test
  void theCostsOfTwoRunsOfTheLearningRateFigureAreEqual() throws IOException {
    JsonNode published = published("multiple_eta");
    Sgd sgd = new Sgd(mnist.training(), python);
    double[] etas = {0.025, 0.25};
    for (int i = 0; i < etas.length; i++) {
      Table history = train(sgd, network(Initializer.NEW), 30, etas[i], 5, mnist.validation(),
          Set.of(Monitor.TRAINING_COST));
      assertCosts(history, Monitor.TRAINING_COST, published.get(i), 1e-12);
    }
  }

  /**
   * At η = 0.5 rounding errors grow to 10⁻⁵ in this run, and after some epochs an image has two
   * outputs that are nearer to each other than that. Which digit it is taken for depends on the
   * order in which sums are added. Sixteen runs that differed in nothing else (ours, eleven with one
   * first weight moved by an ulp, plain loops in four orders) met 59 counts eleven times and 53 at
   * least; the plain loops of notebook 6, in a fifth order, meet all sixty.
   */
  @Test
  void theCountsOfTheRegularizedRunAreEqualButForSomeThatRoundingDecides() throws IOException {
    JsonNode published = published("regularized_full");
    Table history = train(new Sgd(mnist.training(), python), network(Initializer.OLD), 30, 0.5, 5,
        mnist.test(), ALL);

    int equal = 0;
    for (Monitor monitor : Set.of(Monitor.EVALUATION_ACCURACY, Monitor.TRAINING_ACCURACY)) {
      Digits digits = monitor == Monitor.TRAINING_ACCURACY ? mnist.training() : mnist.test();
      double[] ours = counts(history, monitor, digits);
      double[] his = numbers(published, monitor, 30);
      assertThat(ours).as(monitor.column).containsExactly(his, within(1.0));
      equal += (int) IntStream.range(0, 30).filter(i -> ours[i] == his[i]).count();
    }
    assertThat(equal).as("equal counts").isGreaterThanOrEqualTo(53);
    assertCosts(history, Monitor.EVALUATION_COST, published, 1e-4);
    assertCosts(history, Monitor.TRAINING_COST, published, 1e-4);
  }

  /** Without decay rounding errors grow faster: from the third epoch on, counts differ. */
  @Test
  void theFirstTwoEpochsOfTheFullRunWithoutWeightDecayAreEqual() throws IOException {
    JsonNode published = published("overfitting_full");
    Table history = train(new Sgd(mnist.training(), python), network(Initializer.OLD), 2, 0.5, 0,
        mnist.test(), ALL);

    assertThat(counts(history, Monitor.EVALUATION_ACCURACY, mnist.test()))
        .isEqualTo(numbers(published, Monitor.EVALUATION_ACCURACY, 2));
    assertThat(counts(history, Monitor.TRAINING_ACCURACY, mnist.training()))
        .isEqualTo(numbers(published, Monitor.TRAINING_ACCURACY, 2));
    assertCosts(history, Monitor.EVALUATION_COST, published, 1e-9);
    assertCosts(history, Monitor.TRAINING_COST, published, 1e-9);
  }
}
