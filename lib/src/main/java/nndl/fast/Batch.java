package nndl.fast;

import java.util.Arrays;

/**
 * The activations, weighted inputs or errors of one layer for the examples of a mini-batch: one row
 * an example, one column a neuron. It is made once for the largest mini-batch and then used again.
 *
 * <p>Rows are a little longer than there are neurons, so that each fills whole cache lines; the
 * entries beyond the last neuron are 0.
 */
public final class Batch implements Rows {
  final double[][] rows;
  private final int neurons;
  private final double[] values;
  private int size;

  /** Changes numbers where they stand. */
  @FunctionalInterface
  public interface InPlace {
    /**
     * Changes the numbers.
     *
     * @param values the numbers
     */
    void apply(double[] values);
  }

  /** Changes numbers where they stand, each by its partner in another array. */
  @FunctionalInterface
  public interface InPlaceWith {
    /**
     * Changes the numbers.
     *
     * @param values the numbers
     * @param others their partners, as many
     */
    void apply(double[] values, double[] others);
  }

  /**
   * Makes room.
   *
   * @param capacity examples in the largest mini-batch, at least 1
   * @param neurons neurons of the layer, at least 1
   */
  public Batch(int capacity, int neurons) {
    this.neurons = neurons;
    rows = new double[capacity][Loops.padded(neurons)];
    values = new double[Loops.padded(capacity * neurons)];
  }

  @Override
  public int size() {
    return size;
  }

  /**
   * Sets how many examples the mini-batch holds.
   *
   * @param size number of rows in use, from 0 up to the capacity
   */
  public void resize(int size) {
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

  /**
   * Writes an entry.
   *
   * @param example index of the example, from 0
   * @param neuron index of the neuron, from 0
   * @param value the new entry
   */
  public void set(int example, int neuron, double value) {
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

  /**
   * Tells whether no entry is infinite or NaN.
   *
   * @return true if all are finite
   */
  public boolean isFinite() {
    double sum = 0;
    for (int e = 0; e < size; e++) {
      for (int j = 0; j < neurons; j++) {
        sum += 0 * rows[e][j]; // 0 times a finite number is 0; times the others it is NaN
      }
    }
    return sum == 0;
  }

  /**
   * Applies a function to every entry. All rows are handed over as one array, because short loops
   * over 30 numbers cost more to start than to run.
   *
   * @param function what to do with the entries
   */
  public void map(InPlace function) {
    for (int e = 0; e < size; e++) {
      System.arraycopy(rows[e], 0, values, e * neurons, neurons);
    }
    function.apply(values);
    for (int e = 0; e < size; e++) {
      System.arraycopy(values, e * neurons, rows[e], 0, neurons);
    }
  }

  /**
   * Changes every entry by the one at the same place in another batch of the same shape.
   *
   * @param others the other batch
   * @param function what to do with a row of ours and a row of theirs
   */
  public void map(Batch others, InPlaceWith function) {
    for (int e = 0; e < size; e++) {
      function.apply(rows[e], others.rows[e]);
    }
  }

  /** Sets every entry in use to 0. */
  void clear() {
    for (int e = 0; e < size; e++) {
      Arrays.fill(rows[e], 0);
    }
  }
}
