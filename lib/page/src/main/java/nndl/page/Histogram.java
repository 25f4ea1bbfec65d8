package nndl.page;

import org.ejml.simple.SimpleMatrix;

/** Counts how many numbers fall into each of some bins of equal width. */
final class Histogram {
  private final double from;
  private final double to;
  private final double[] counts;
  private int total;

  Histogram(double from, double to, int bins) {
    this.from = from;
    this.to = to;
    counts = new double[bins];
  }

  /** Of all entries of a matrix. */
  static Histogram of(SimpleMatrix values, double from, double to, int bins) {
    Histogram histogram = new Histogram(from, to, bins);
    for (int i = 0; i < values.getNumElements(); i++) {
      histogram.add(values.get(i));
    }
    return histogram;
  }

  /** Counts a number; those outside are counted in the total alone. */
  void add(double value) {
    total++;
    int bin = (int) Math.floor((value - from) / (to - from) * counts.length);
    if (value == to) {
      bin--; // the last bin has its upper edge too
    }
    if (bin >= 0 && bin < counts.length) {
      counts[bin]++;
    }
  }

  /** The bins: their edges, and their shares of all numbers in percent. */
  Answer answer() {
    double[] shares = counts.clone();
    for (int i = 0; i < shares.length; i++) {
      shares[i] *= 100.0 / Math.max(1, total);
    }
    return Answer.empty().put("from", from).put("to", to).put("shares", shares);
  }
}
