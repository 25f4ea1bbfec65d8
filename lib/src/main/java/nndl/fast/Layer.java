package nndl.fast;

import java.util.Arrays;
import org.ejml.simple.SimpleMatrix;

/**
 * The weights W and biases b of one layer, laid out for training in mini-batches.
 *
 * <p>Weight decay multiplies every weight of a layer at every step. Instead, W is kept as a factor
 * times stored weights, and decay changes the factor alone.
 */
public abstract sealed class Layer permits DenseLayer, SparseLayer {
  final int neurons;
  final int inputs;
  /** W = factor × stored weights. */
  double factor = 1;
  private final double[] biases;

  /** Takes over the sizes and the biases. */
  Layer(SimpleMatrix weights, SimpleMatrix biases) {
    neurons = weights.getNumRows();
    inputs = weights.getNumCols();
    this.biases = new double[Loops.padded(neurons)];
    for (int j = 0; j < neurons; j++) {
      this.biases[j] = biases.get(j, 0);
    }
  }

  /**
   * Copies a layer.
   *
   * @param weights neurons × inputs
   * @param biases neurons × 1
   * @param sparse true if the layer's inputs are {@link SparseBatch sparse images}, false if they
   *     are the activations of another layer
   * @return the layer
   */
  public static Layer of(SimpleMatrix weights, SimpleMatrix biases, boolean sparse) {
    return sparse ? new SparseLayer(weights, biases) : new DenseLayer(weights, biases);
  }

  /**
   * Computes the weighted inputs z = W a + b of every example.
   *
   * @param a the inputs: examples × inputs
   * @param z where to put them: examples × neurons
   */
  public void forward(Rows a, Batch z) {
    z.resize(a.size());
    weightedInputs(a, biases, z);
  }

  /**
   * Takes errors one layer back: out = Wᵀ δ for every example.
   *
   * @param delta the errors of this layer: examples × neurons
   * @param out where to put the result: examples × inputs
   */
  public void backward(Batch delta, Batch out) {
    out.resize(delta.size());
    out.clear();
    addRows(weightsByNeuron(), delta, out);
  }

  /**
   * Makes one step of gradient descent: b ← b + rate Σ δ and W ← keep W + rate Σ δ aᵀ, summed over
   * the examples.
   *
   * @param keep what weight decay leaves of each weight, above 0
   * @param rate minus the learning rate, divided by the size of the mini-batch
   * @param delta the errors of this layer: examples × neurons; scaled by this call, so use no more
   * @param a the inputs that the forward pass had: examples × inputs
   * @throws IllegalArgumentException if keep is not above 0
   * @throws ArithmeticException if the step is too large for a number
   */
  public void update(double keep, double rate, Batch delta, Rows a) {
    if (!(keep > 0)) {
      throw new IllegalArgumentException(("weight decay would leave %s of each weight in a step; it"
          + " must leave more than 0, so take a smaller eta or lmbda").formatted(keep));
    }
    factor *= keep;
    for (int e = 0; e < delta.size(); e++) {
      Loops.add(biases, rate, delta.rows[e]);
      Loops.scale(delta.rows[e], rate / factor);
    }
    double sum = 0;
    for (double bias : biases) {
      sum += 0 * bias; // 0 times a finite number is 0; times the others it is NaN
    }
    if (sum != 0) {
      throw new ArithmeticException("weights and biases are no longer finite numbers");
    }
    addToStored(delta, a);
    if (factor < 0.5) { // long before the stored weights could grow too large
      scaleStored(factor);
      factor = 1;
    }
  }

  /**
   * Copies the layer back.
   *
   * @param weightsOut neurons × inputs, overwritten
   * @param biasesOut neurons × 1, overwritten
   */
  public void copyTo(SimpleMatrix weightsOut, SimpleMatrix biasesOut) {
    for (int j = 0; j < neurons; j++) {
      biasesOut.set(j, 0, biases[j]);
      for (int i = 0; i < inputs; i++) {
        weightsOut.set(j, i, factor * stored(j, i));
      }
    }
  }

  /** out += factor Σᵢ xᵢ weightsᵢ for every example, two examples at a time. */
  final void addRows(double[][] weights, Batch x, Batch out) {
    int e = 0;
    for (; e + 2 <= x.size(); e += 2) {
      Loops.addRows(weights, x.rows[e], x.rows[e + 1], factor, out.rows[e], out.rows[e + 1]);
    }
    if (e < x.size()) {
      Loops.addRows(weights, x.rows[e], factor, out.rows[e]);
    }
  }

  abstract void weightedInputs(Rows a, double[] b, Batch z);

  abstract double[][] weightsByNeuron();

  abstract void addToStored(Batch delta, Rows a);

  abstract void scaleStored(double c);

  abstract double stored(int neuron, int input);
}

/** A layer after another: one array of weights a neuron. */
final class DenseLayer extends Layer {
  private final double[][] byNeuron;
  /** The same weights, one array an input: quicker forwards where there are many neurons. */
  private final double[][] byInput;

  DenseLayer(SimpleMatrix weights, SimpleMatrix biases) {
    super(weights, biases);
    byNeuron = new double[neurons][Loops.padded(inputs)];
    byInput = neurons < 16 ? null : new double[inputs][Loops.padded(neurons)];
    for (int j = 0; j < neurons; j++) {
      for (int i = 0; i < inputs; i++) {
        byNeuron[j][i] = weights.get(j, i);
        if (byInput != null) {
          byInput[i][j] = weights.get(j, i);
        }
      }
    }
  }

  @Override
  void weightedInputs(Rows inputs, double[] b, Batch z) {
    Batch a = (Batch) inputs;
    if (byInput == null) {
      for (int e = 0; e < a.size(); e++) {
        Loops.dots(byNeuron, a.rows[e], factor, b, z.rows[e]);
      }
      return;
    }
    z.clear();
    addRows(byInput, a, z);
    for (int e = 0; e < a.size(); e++) {
      Loops.add(z.rows[e], 1, b);
    }
  }

  @Override
  double[][] weightsByNeuron() {
    return byNeuron;
  }

  @Override
  void addToStored(Batch delta, Rows inputs) {
    Batch a = (Batch) inputs;
    Loops.addOuter(byNeuron, delta.rows, a.rows, a.size());
    if (byInput != null) { // the same products in the same order: both copies stay equal
      Loops.addOuter(byInput, a.rows, delta.rows, a.size());
    }
  }

  @Override
  void scaleStored(double c) {
    for (double[] row : byNeuron) {
      Loops.scale(row, c);
    }
    if (byInput != null) {
      for (double[] row : byInput) {
        Loops.scale(row, c);
      }
    }
  }

  @Override
  double stored(int neuron, int input) {
    return byNeuron[neuron][input];
  }
}

/** The first layer: one array of weights an input pixel, of which most images use a fifth. */
final class SparseLayer extends Layer {
  private final double[][] byInput;

  SparseLayer(SimpleMatrix weights, SimpleMatrix biases) {
    super(weights, biases);
    byInput = new double[inputs][Loops.padded(neurons)];
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < neurons; j++) {
        byInput[i][j] = weights.get(j, i);
      }
    }
  }

  @Override
  void weightedInputs(Rows inputs, double[] b, Batch z) {
    SparseBatch x = (SparseBatch) inputs;
    for (int e = 0; e < x.size(); e++) {
      double[] row = z.rows[e];
      Arrays.fill(row, 0);
      product(x.images, x.image(e), row);
      Loops.scaleAndAdd(row, factor, b);
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

  @Override
  void addToStored(Batch delta, Rows inputs) {
    SparseBatch x = (SparseBatch) inputs;
    for (int e = 0; e < x.size(); e++) {
      outer(x.images, x.image(e), delta.rows[e]);
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
  double[][] weightsByNeuron() {
    throw new UnsupportedOperationException("no errors go back beyond the first layer");
  }

  @Override
  void scaleStored(double c) {
    for (double[] row : byInput) {
      Loops.scale(row, c);
    }
  }

  @Override
  double stored(int neuron, int input) {
    return byInput[input][neuron];
  }

  /** The value of each grey level. */
  private static final double[] VALUE = new double[256];

  static {
    for (int level = 0; level < 256; level++) {
      VALUE[level] = level / 256.0;
    }
  }
}
