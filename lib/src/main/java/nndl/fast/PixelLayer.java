package nndl.fast;

import java.util.Arrays;
import org.ejml.simple.SimpleMatrix;

/**
 * The weights W and biases b of the first layer: one array of weights per input pixel, of which most
 * images use a fifth.
 */
final class PixelLayer extends Layer {
  /** The value of each grey level. */
  private static final double[] VALUE = new double[256];

  static {
    for (int level = 0; level < 256; level++) {
      VALUE[level] = level / 256.0;
    }
  }

  private final double[][] byInput;

  /** Copies weights, neurons × inputs, and biases, neurons × 1. */
  PixelLayer(SimpleMatrix weights, SimpleMatrix biases) {
    super(weights, biases);
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
      Loops.scaleAndAdd(row, factor, biases);
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
    beginUpdate(keep, rate, delta);
    for (int e = 0; e < x.size(); e++) {
      outer(x.images, x.image(e), delta.rows[e]);
    }
    if (isSmall()) {
      foldInto(byInput);
      factor = 1;
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

  @Override
  double stored(int neuron, int input) {
    return byInput[input][neuron];
  }
}
