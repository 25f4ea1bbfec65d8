package nndl.fast;

import java.util.Arrays;
import org.ejml.simple.SimpleMatrix;

/**
 * The weights W and biases b of the first layer: one array of weights per input pixel, of which most
 * images use a fifth.
 */
final class PixelLayer {
  /** The value of each grey level. */
  private static final double[] VALUE = new double[256];

  static {
    for (int level = 0; level < 256; level++) {
      VALUE[level] = level / 256.0;
    }
  }

  private final int neurons;
  private final int inputs;
  private final BiasAndFactor common;
  private final double[][] byInput;

  /** Copies weights, neurons × inputs, and biases, neurons × 1. */
  PixelLayer(SimpleMatrix weights, SimpleMatrix biases) {
    neurons = weights.getNumRows();
    inputs = weights.getNumCols();
    common = new BiasAndFactor(biases);
    byInput = new double[inputs][Loops.padded(neurons)];
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < neurons; j++) {
        byInput[i][j] = weights.get(j, i);
      }
    }
  }

  /** z = W x + b for every image. */
  void forward(SparseBatch x, Batch z) {
    z.resize(x.size());
    for (int e = 0; e < x.size(); e++) {
      double[] row = z.rows[e];
      Arrays.fill(row, 0);
      product(x.images, x.image(e), row);
      Loops.scaleAndAdd(row, common.factor, common.biases);
    }
  }

  private void product(SparseRows x, int image, double[] z) {
    double[][] w = byInput;
    byte[] level = x.level;
    char[] column = x.column;
    int k = x.start[image];
    int end = x.start[image + 1];
    for (; k + 5 <= end; k += 5) {
      Loops.add(z, VALUE[level[k] & 255], w[column[k]], VALUE[level[k + 1] & 255],
          w[column[k + 1]], VALUE[level[k + 2] & 255], w[column[k + 2]],
          VALUE[level[k + 3] & 255], w[column[k + 3]], VALUE[level[k + 4] & 255],
          w[column[k + 4]]);
    }
    for (; k < end; k++) {
      Loops.add(z, VALUE[level[k] & 255], w[column[k]]);
    }
  }

  /** b ← b + rate Σ δ and W ← keep W + rate Σ δ xᵀ; scales δ, so use it no more. */
  void update(double keep, double rate, Batch delta, SparseBatch x) {
    common.update(keep, rate, delta);
    for (int e = 0; e < x.size(); e++) {
      outer(x.images, x.image(e), delta.rows[e]);
    }
    if (common.isSmall()) {
      common.foldInto(byInput);
      common.factor = 1;
    }
  }

  private void outer(SparseRows x, int image, double[] g) {
    double[][] w = byInput;
    byte[] level = x.level;
    char[] column = x.column;
    int k = x.start[image];
    int end = x.start[image + 1];
    for (; k + 5 <= end; k += 5) {
      Loops.addToFive(g, VALUE[level[k] & 255], w[column[k]], VALUE[level[k + 1] & 255],
          w[column[k + 1]], VALUE[level[k + 2] & 255], w[column[k + 2]],
          VALUE[level[k + 3] & 255], w[column[k + 3]], VALUE[level[k + 4] & 255],
          w[column[k + 4]]);
    }
    for (; k < end; k++) {
      Loops.add(w[column[k]], VALUE[level[k] & 255], g);
    }
  }

  private double weight(int neuron, int input) {
    return common.factor * byInput[input][neuron];
  }

  /** Σ w², neuron by neuron. */
  double sumOfSquares() {
    double sum = 0;
    for (int j = 0; j < neurons; j++) {
      for (int i = 0; i < inputs; i++) {
        sum += weight(j, i) * weight(j, i);
      }
    }
    return sum;
  }

  /** Copies the layer out: neurons × inputs, and neurons × 1. */
  void copyTo(SimpleMatrix weights, SimpleMatrix biases) {
    common.copyTo(biases);
    for (int j = 0; j < neurons; j++) {
      for (int i = 0; i < inputs; i++) {
        weights.set(j, i, weight(j, i));
      }
    }
  }
}
