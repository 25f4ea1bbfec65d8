package nndl.fast;

import java.util.Arrays;

/**
 * The activations, weighted inputs or errors of one layer for the examples of a mini-batch: one row
 * per example, one column per neuron. It is made once for the largest mini-batch and then used again.
 *
 * <p>Rows are a little longer than there are neurons, so that each fills whole cache lines; the
 * entries beyond the last neuron are 0.
 */
public final class Batch {
  final double[][] rows;
  final int neurons;
  private final double[] values;
  private int size;

  /** Makes room for so many examples, at least 1, of so many neurons, at least 1. */
  Batch(int capacity, int neurons) {
    this.neurons = neurons;
    rows = new double[capacity][Loops.padded(neurons)];
    values = new double[Loops.padded(capacity * neurons)];
  }

  /**
   * Returns how many examples the mini-batch holds now.
   *
   * @return the number of rows in use
   */
  public int size() {
    return size;
  }

  /** Sets how many examples the mini-batch holds, from 0 up to the capacity. */
  void resize(int size) {
    this.size = size;
  }

  /**
   * Reads an entry.
   *
   * @param example index of the example, from 0
   * @param neuron index of the neuron, from 0
   * @return the entry
   */
  public double get(int example, int neuron) {
    return rows[example][neuron];
  }

  /** Writes an entry. */
  void set(int example, int neuron, double value) {
    rows[example][neuron] = value;
  }

  /**
   * Finds the largest entry of a row, the first one among equals, as NumPy's argmax does.
   *
   * @param example index of the example, from 0
   * @return the index of the neuron
   */
  public int argmax(int example) {
    double[] row = rows[example];
    int best = 0;
    for (int j = 1; j < neurons; j++) {
      if (row[j] > row[best]) {
        best = j;
      }
    }
    return best;
  }

  /** Returns whether no entry is infinite or NaN. */
  boolean isFinite() {
    double sum = 0;
    for (int e = 0; e < size; e++) {
      for (int j = 0; j < neurons; j++) {
        sum += 0 * rows[e][j]; // 0 times a finite number is 0; times the others it is NaN
      }
    }
    return sum == 0;
  }

  /**
   * Replaces every weighted input by its activation. All rows are handed over as one array, because
   * short loops over 30 numbers cost more to start than to run.
   */
  void apply(Elementwise activation) {
    for (int e = 0; e < size; e++) {
      System.arraycopy(rows[e], 0, values, e * neurons, neurons);
    }
    activation.apply(values);
    for (int e = 0; e < size; e++) {
      System.arraycopy(values, e * neurons, rows[e], 0, neurons);
    }
  }

  /** Multiplies every error by the derivative at its activation, which is in the other batch. */
  void timesDerivative(Elementwise activation, Batch activations) {
    for (int e = 0; e < size; e++) {
      activation.timesDerivative(rows[e], activations.rows[e]);
    }
  }

  /** Sets every entry in use to 0. */
  void clear() {
    for (int e = 0; e < size; e++) {
      Arrays.fill(rows[e], 0);
    }
  }
}
