package nndl.fast;

import org.ejml.simple.SimpleMatrix;

/**
 * The weights W and biases b of a layer whose inputs are the activations of another layer: one array
 * of weights per neuron.
 */
final class DenseLayer extends Layer {
  private final double[][] byNeuron;
  /** The same weights, one array per input: quicker forwards where there are many neurons. */
  private final double[][] byInput;

  /** Copies weights, neurons × inputs, and biases, neurons × 1. */
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

  /** z = W a + b for every example. */
  void forward(Batch a, Batch z) {
    z.resize(a.size());
    if (byInput == null) {
      for (int e = 0; e < a.size(); e++) {
        Loops.dots(byNeuron, a.rows[e], factor, biases, z.rows[e]);
      }
      return;
    }
    z.clear();
    addRows(byInput, a, z);
    for (int e = 0; e < a.size(); e++) {
      Loops.add(z.rows[e], 1, biases);
    }
  }

  /** out = Wᵀ δ for every example: takes errors one layer back. */
  void backward(Batch delta, Batch out) {
    out.resize(delta.size());
    out.clear();
    addRows(byNeuron, delta, out);
  }

  /** b ← b + rate Σ δ and W ← keep W + rate Σ δ aᵀ; scales δ, so use it no more. */
  void update(double keep, double rate, Batch delta, Batch a) {
    beginUpdate(keep, rate, delta);
    Loops.addOuter(byNeuron, delta.rows, a.rows, a.size());
    if (byInput != null) { // the same products in the same order: both copies stay equal
      Loops.addOuter(byInput, a.rows, delta.rows, a.size());
    }
    if (isSmall()) {
      foldInto(byNeuron);
      if (byInput != null) {
        foldInto(byInput);
      }
      factor = 1;
    }
  }

  @Override
  double stored(int neuron, int input) {
    return byNeuron[neuron][input];
  }
}
