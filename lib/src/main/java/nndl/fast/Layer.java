package nndl.fast;

import nndl.words.Words;
import org.ejml.simple.SimpleMatrix;

/**
 * What all kinds of layers share: their biases, and what weight decay has left of their weights.
 *
 * <p>Weight decay multiplies every weight of a layer at every step. Instead, W is kept as a factor
 * times stored weights, and decay changes the factor alone.
 */
abstract class Layer {
  final double[] biases;
  /** W = factor × stored weights. */
  double factor = 1;
  final int neurons;
  final int inputs;

  /** Copies the biases, neurons × 1; weights, neurons × inputs, are the subclass's to store. */
  Layer(SimpleMatrix weights, SimpleMatrix biases) {
    neurons = weights.getNumRows();
    inputs = weights.getNumCols();
    this.biases = new double[Loops.padded(neurons)];
    for (int j = 0; j < neurons; j++) {
      this.biases[j] = biases.get(j, 0);
    }
  }

  /**
   * Makes the first half of a step: moves the biases, shrinks the factor, and scales the errors so
   * that δ aᵀ is what the stored weights must be moved by.
   */
  final void beginUpdate(double keep, double rate, Batch delta) {
    if (!(keep > 0)) {
      throw new IllegalArgumentException(Words.text("training.decay", keep));
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
      throw new ArithmeticException(Words.text("training.weights"));
    }
  }

  /** Returns whether the factor is so small that the stored weights should take it over. */
  final boolean isSmall() {
    return factor < 0.5; // long before the stored weights could grow too large
  }

  /** Multiplies stored weights by the factor. */
  final void foldInto(double[][] stored) {
    for (double[] row : stored) {
      Loops.scale(row, factor);
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

  /** A weight as it is stored, without the factor. */
  abstract double stored(int neuron, int input);

  /** Σ w², neuron by neuron. */
  final double sumOfSquares() {
    double sum = 0;
    for (int j = 0; j < neurons; j++) {
      for (int i = 0; i < inputs; i++) {
        double weight = factor * stored(j, i);
        sum += weight * weight;
      }
    }
    return sum;
  }

  /** Copies the layer out: neurons × inputs, and neurons × 1. */
  final void copyTo(SimpleMatrix weights, SimpleMatrix biases) {
    for (int j = 0; j < neurons; j++) {
      biases.set(j, 0, this.biases[j]);
      for (int i = 0; i < inputs; i++) {
        weights.set(j, i, factor * stored(j, i));
      }
    }
  }
}
