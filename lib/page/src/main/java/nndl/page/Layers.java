package nndl.page;

import java.util.Arrays;
import nndl.Activation;
import nndl.FeedForward;
import nndl.Neuron;
import nndl.data.Digits;
import org.ejml.simple.SimpleMatrix;

/** What both the stack and the race look at in a layer. */
final class Layers {
  private Layers() {}

  /** The sizes of a network for digits whose hidden layers are equally wide. */
  static int[] sizes(int width, int depth) {
    int[] hidden = new int[depth];
    Arrays.fill(hidden, width);
    return sizes(hidden);
  }

  /** The sizes of a network for digits with these hidden layers. */
  static int[] sizes(int[] hidden) {
    int[] sizes = new int[hidden.length + 2];
    System.arraycopy(hidden, 0, sizes, 1, hidden.length);
    sizes[0] = Digits.PIXELS;
    sizes[hidden.length + 1] = Digits.CLASSES;
    return sizes;
  }

  /** z = W a + b of a layer, from what the layer below puts out: a column for each image. */
  static SimpleMatrix weightedInputs(FeedForward net, int l, SimpleMatrix below) {
    SimpleMatrix b = net.biases[l];
    return net.weights[l].mult(below).elementOp((int j, int image, double wa) -> wa + b.get(j));
  }

  /** The mean of the squares of all entries. */
  static double meanSquare(SimpleMatrix matrix) {
    double size = matrix.normF();
    return size * size / matrix.getNumElements();
  }

  /**
   * The share of neurons that hardly learn, in percent: of sigmoid and tanh neurons, how often the
   * activation is within 1 % of its range from the ends; of ReLU neurons, those that put out 0 for
   * all images.
   */
  static double stuck(Activation activation, SimpleMatrix a) {
    int rows = a.getNumRows();
    int columns = a.getNumCols();
    int count = 0;
    if (activation == Activation.RELU) {
      for (int j = 0; j < rows; j++) {
        count += a.getRow(j).elementMaxAbs() == 0 ? 1 : 0;
      }
      return 100.0 * count / rows;
    }
    double end = Neuron.sigmoid(Neuron.SATURATED);
    for (int i = 0; i < a.getNumElements(); i++) {
      double inUnit = activation == Activation.TANH ? (a.get(i) + 1) / 2 : a.get(i);
      count += inUnit > end || inUnit < 1 - end ? 1 : 0;
    }
    return 100.0 * count / (rows * columns);
  }
}
