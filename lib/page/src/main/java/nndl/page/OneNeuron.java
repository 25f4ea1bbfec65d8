package nndl.page;

import nndl.Initializer;
import nndl.Neuron;
import nndl.Normal;
import nndl.NormalMean;
import nndl.random.NumpyRandom;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.ejml.simple.SimpleMatrix;

/** The first part of the page: a neuron that is drawn many times, after notebooks 1 and 2. */
final class OneNeuron {
  /** How often it is drawn. */
  private static final int NEURONS = 1000;

  private OneNeuron() {}

  /** Weighted inputs, activations and slopes, measured, and what theory says about them. */
  static Answer answer(Request request) {
    int n = request.whole("n");
    int on = request.whole("on"); // so many inputs are 1, the others 0
    boolean bias = request.flag("bias");
    NumpyRandom random = new NumpyRandom(request.whole("seed"));
    double varianceOfWeights = variance(request, n);

    SimpleMatrix x = new SimpleMatrix(n, 1);
    for (int i = 0; i < on; i++) {
      x.set(i, 0, 1);
    }
    SimpleMatrix z = initializer(request).weights(NEURONS, n, random).mult(x);
    if (bias) {
      z = z.plus(Initializer.OLD.biases(NEURONS, random));
    }
    double theory = on * varianceOfWeights + (bias ? 1 : 0);
    double[] slopes = new double[NEURONS];
    int large = 0;
    int saturated = 0;
    double squares = 0;
    double sum = 0;
    Histogram activations = new Histogram(0, 1, 50);
    Histogram slopeHistogram = new Histogram(0, 0.25, 50);
    for (int i = 0; i < NEURONS; i++) {
      double value = z.get(i);
      sum += value;
      squares += value * value;
      large += Math.abs(value) > 1 ? 1 : 0;
      saturated += Neuron.isSaturated(value) ? 1 : 0;
      slopes[i] = Neuron.derivative(value);
      activations.add(Neuron.sigmoid(value));
      slopeHistogram.add(slopes[i]);
    }
    double mean = sum / NEURONS;
    java.util.Arrays.sort(slopes);
    double limit = theory == 0 ? 1 : 4 * Math.sqrt(theory);
    Answer answer = Answer.empty()
        .put("neurons", NEURONS)
        .put("varianceOfWeights", varianceOfWeights)
        .put("predicted", predicted(theory))
        .put("measured", Answer.empty()
            .put("variance", squares / NEURONS - mean * mean)
            .put("large", 100.0 * large / NEURONS)
            .put("saturated", 100.0 * saturated / NEURONS)
            .put("medianSlope", (slopes[NEURONS / 2 - 1] + slopes[NEURONS / 2]) / 2)
            .put("meanSlope", java.util.Arrays.stream(slopes).sum() / NEURONS))
        .put("z", Histogram.of(z, -limit, limit, 60).answer())
        .put("activations", activations.answer())
        .put("slopes", slopeHistogram.answer())
        .put("limit", Neuron.SATURATED);
    if (theory > 0) {
      NormalDistribution normal = new NormalDistribution(0, Math.sqrt(theory));
      double[] at = new double[121];
      double[] share = new double[121]; // in percent of a bin, to stand over the histogram
      for (int i = 0; i < at.length; i++) {
        at[i] = limit * (i - 60) / 60.0;
        share[i] = 100 * normal.density(at[i]) * 2 * limit / 60;
      }
      answer.put("curveZ", at).put("curve", share);
    }
    return answer;
  }

  private static Answer predicted(double variance) {
    boolean fixed = variance == 0; // z is 0, always
    double median = fixed ? 0
        : new NormalDistribution(0, Math.sqrt(variance)).inverseCumulativeProbability(0.75);
    return Answer.empty()
        .put("variance", variance)
        .put("large", fixed ? 0 : 100 * Normal.beyond(1, variance))
        .put("saturated", fixed ? 0 : 100 * Normal.beyond(Neuron.SATURATED, variance))
        .put("medianSlope", Neuron.derivative(median))
        .put("meanSlope", NormalMean.of(variance, Neuron::derivative));
  }

  private static Initializer initializer(Request request) {
    double sigma = request.number("sigma");
    return switch (request.text("start")) {
      case "old" -> Initializer.OLD;
      case "new" -> Initializer.NEW;
      case "zero" -> (fanOut, fanIn, random) -> new SimpleMatrix(fanOut, fanIn);
      default -> (fanOut, fanIn, random) -> random.randn(fanOut, fanIn).scale(sigma);
    };
  }

  private static double variance(Request request, int n) {
    double sigma = request.number("sigma");
    return switch (request.text("start")) {
      case "old" -> 1;
      case "new" -> 1.0 / n;
      case "zero" -> 0;
      default -> sigma * sigma;
    };
  }
}
