package nndl.page;

import java.util.Map;
import java.util.Set;
import nndl.Activation;
import nndl.Cost;
import nndl.Gradients;
import nndl.Hyperparameters;
import nndl.Monitor;
import nndl.Network;
import nndl.QuickStep;
import nndl.Sgd;
import nndl.data.Digits;
import nndl.fast.QuickNetwork;
import nndl.random.NumpyRandom;
import nndl.random.PythonRandom;
import org.ejml.simple.SimpleMatrix;

/** A network of the race, and its training, which goes on in portions. */
final class Training {
  private static final Set<Monitor> MONITORS = Set.of(Monitor.EVALUATION_ACCURACY);
  /** So many images are looked at closely. */
  private static final int LOOKED_AT = 50;
  /** Of so many, the page shows the picture, and what the network says. */
  static final int SHOWN = 8;
  /** What follows a number of epochs nobody waits for. */
  private static final int WITHOUT_END = 100_000;

  private final Request settings;
  private final Digits training;
  private final Digits validation;
  private final NumpyRandom random;
  private final Pace pace;
  private final Sgd sgd;
  private final Training before;
  private final int stepsPerEpoch;
  private final Hyperparameters hyperparameters;
  private Network net;
  private int epoch;
  private Map<String, Double> measures = Map.of();
  private String failure;
  private double spent; // milliseconds since the last epoch ended
  private boolean ended;

  /**
   * Prepares a training.
   *
   * @param before null, or the training that must have ended before, and whose random numbers this
   *     one goes on with
   * @param epochs after how many it ends, if another goes on then, or 0
   */
  Training(Request settings, Digits training, Digits validation, Training before, int epochs) {
    this.settings = settings;
    this.training = training;
    this.validation = validation;
    this.before = before;
    int seed = settings.whole("seed");
    random = before == null ? new NumpyRandom(seed) : before.random;
    pace = before == null ? new Pace() : before.pace;
    sgd = before == null
        ? new Sgd(training, new PythonRandom(seed), pace.over(QuickStep::new)) : before.sgd;
    hyperparameters = new Hyperparameters(epochs == 0 ? WITHOUT_END : epochs,
        settings.whole("batch"), settings.number("eta"), settings.number("lambda"));
    stepsPerEpoch = (training.size() + hyperparameters.miniBatch() - 1)
        / hyperparameters.miniBatch();
    if (before == null) {
      begin();
    }
  }

  /** Draws the network, and starts the training, which then waits for leave. */
  private void begin() {
    Activation activation = Start.activation(settings.text("activation"));
    Start start = Start.of(settings, activation);
    Cost cost = settings.text("cost").equals("quadratic") ? Cost.QUADRATIC : Cost.CROSS_ENTROPY;
    net = new Network(Layers.sizes(settings.wholes("hidden")), activation, cost, start, random);
    start.finish(net, training.images(0, LOOKED_AT));
    Training self = this;
    new Thread(() -> self.train()).start();
  }

  private void train() {
    try {
      sgd.train(net, hyperparameters, validation, MONITORS, (number, measured) -> {
        epoch = number;
        measures = measured;
        measures.put(Monitor.EVALUATION_COST.key, cost());
      });
    } catch (ArithmeticException | IllegalArgumentException e) {
      failure = e.getMessage();
    }
    ended = true;
  }

  /** The cost of the validation images, without what weight decay adds. */
  private double cost() {
    return net.cost(validation, 0);
  }

  /** Whether it can take steps now. */
  boolean isReady() {
    if (net == null && before.ended) {
      begin();
    }
    return net != null && !ended && pace.isWaiting();
  }

  /** Whether it will never take a step again. */
  boolean hasEnded() {
    return ended;
  }

  /** Whether the training that it goes on from is not at its end. */
  boolean mustWait() {
    return before != null && !before.ended;
  }

  /** How many steps it has taken. */
  int taken() {
    return isStepping() ? pace.taken() : ended ? epoch * stepsPerEpoch : 0;
  }

  private boolean isStepping() {
    return net != null && !ended && pace.isWaiting();
  }

  int stepsPerEpoch() {
    return stepsPerEpoch;
  }

  /** How far it is, in epochs. */
  double progress() {
    return (double) taken() / stepsPerEpoch;
  }

  /** Takes some steps; returns whether an epoch ended with them. */
  boolean go(int steps) {
    int until = epoch;
    double begin = Host.now();
    pace.go(steps);
    spent += Host.now() - begin;
    return epoch > until || ended;
  }

  /** What was measured after the last epoch. */
  Answer afterEpoch() {
    Answer answer = Answer.empty().put("epoch", epoch).put("millis", spent);
    spent = 0;
    measures.forEach((key, value) -> answer.put(key, value));
    return answer;
  }

  /** Measures the network as it is now, and looks into it. */
  Answer look(int layer) {
    Answer answer = Answer.empty().put("epoch", progress()).put("ended", ended);
    if (failure != null) {
      return answer.put("failure", failure);
    }
    if (net == null) {
      return answer.put("waiting", true);
    }
    QuickNetwork quick = isStepping() ? pace.update() : net.quick(10);
    answer.put(Monitor.EVALUATION_ACCURACY.key, quick.accuracy(validation))
        .put(Monitor.EVALUATION_COST.key, cost());
    SimpleMatrix x = validation.images(0, LOOKED_AT);
    SimpleMatrix[] a = net.activations(x);
    int l = Math.min(layer, a.length - 2);
    SimpleMatrix z = Layers.weightedInputs(net, l, l == 0 ? x : a[l - 1]);
    double[] stuck = new double[a.length - 1];
    for (int i = 0; i < stuck.length; i++) {
      stuck[i] = Layers.stuck(net.hiddenActivation, a[i]);
    }
    SimpleMatrix[] gradients =
        Gradients.of(net, x, validation.targets(0, LOOKED_AT)).weights();
    double[] sizes = new double[gradients.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.sqrt(Layers.meanSquare(gradients[i])) / LOOKED_AT;
    }
    SimpleMatrix outputs = a[a.length - 1];
    double[] answers = new double[SHOWN];
    double[] sure = new double[SHOWN];
    for (int i = 0; i < SHOWN; i++) {
      for (int j = 0; j < outputs.getNumRows(); j++) {
        if (outputs.get(j, i) > outputs.get((int) answers[i], i)) {
          answers[i] = j;
        }
      }
      sure[i] = outputs.get((int) answers[i], i);
    }
    return answer.put("layer", l + 1)
        .put("z", Histogram.of(z, -12, 12, 48).answer())
        .put("stuck", stuck)
        .put("gradients", sizes)
        .put("answers", answers)
        .put("outputs", sure);
  }
}
