package nndl.page;

import nndl.Activation;
import nndl.Cost;
import nndl.LayerSizes;
import nndl.MeanField;
import nndl.Network;
import nndl.data.Digits;
import nndl.random.NumpyRandom;
import org.ejml.simple.SimpleMatrix;

/**
 * The second part of the page: how large z is going forward through many layers, and the error going
 * back, measured in networks that have learned nothing yet and predicted, after notebook 8.
 */
final class Stack {
  private static final int NETWORKS = 4;
  private static final int IMAGES = 20;
  private static final int BINS = 24;

  private Stack() {}

  /** Mean squares of z and of δ for each hidden layer, and histograms of the activations. */
  static Answer answer(Request request, Digits digits) {
    int width = request.whole("width");
    int depth = request.whole("depth");
    Activation activation = Start.activation(request.text("activation"));
    Start start = Start.of(request, activation);
    int[] sizes = Layers.sizes(width, depth);
    NumpyRandom random = new NumpyRandom(request.whole("seed"));
    SimpleMatrix images = digits.images(0, IMAGES);
    SimpleMatrix targets = digits.targets(0, IMAGES);

    double[] z = new double[depth];
    double[] error = new double[depth];
    double highest = activation == Activation.RELU ? 0 : 1;
    SimpleMatrix[][] a = new SimpleMatrix[NETWORKS][];
    for (int k = 0; k < NETWORKS; k++) {
      Network net = new Network(sizes, activation, Cost.CROSS_ENTROPY, start, random);
      start.finish(net, images);
      a[k] = net.activations(images);
      LayerSizes layers = LayerSizes.of(net, images, targets);
      for (int l = 0; l < depth; l++) {
        z[l] += layers.z()[l];
        error[l] += layers.errors()[l];
        if (activation == Activation.RELU) {
          highest = Math.max(highest, a[k][l].elementMaxAbs());
        }
      }
    }
    double last = error[depth - 1];
    Answer[] histograms = new Answer[depth];
    for (int l = 0; l < depth; l++) {
      z[l] /= NETWORKS;
      error[l] /= last;
      Histogram histogram = new Histogram(activation == Activation.TANH ? -1 : 0, highest, BINS);
      for (SimpleMatrix[] layers : a) {
        for (int i = 0; i < layers[l].getNumElements(); i++) {
          histogram.add(layers[l].get(i));
        }
      }
      histograms[l] = histogram.answer();
    }
    double ink = 0;
    for (int i = 0; i < IMAGES; i++) {
      ink += digits.sumOfSquares(i) / IMAGES;
    }
    return Answer.empty()
        .put("networks", NETWORKS)
        .put("images", IMAGES)
        .put("z", z)
        .put("errors", error)
        .put("predicted", predict(start, width, depth, ink))
        .put("histograms", histograms);
  }

  /** The same from the variances alone: each layer's z taken for normal, as in notebook 8. */
  private static Answer predict(Start start, int width, int depth, double ink) {
    double first = start.key().equals("LSUV") ? start.scale() * start.scale()
        : start.varianceOfWeights(width, Digits.PIXELS) * ink;
    double biases = start.varianceOfBiases();
    MeanField sizes = MeanField.of(first + biases, width * start.varianceOfWeights(width, width),
        biases, start.seenAbove(), depth);
    return Answer.empty().put("z", sizes.z()).put("errors", sizes.errors());
  }
}
