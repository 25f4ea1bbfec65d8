package nndl.plot;

import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Counts numbers in bins of equal width, so that a figure holds the bins and not the numbers. */
public final class Histogram {
  private Histogram() {}

  /**
   * Estimates the density of a sample: the share of the numbers in a bin, divided by its width. So
   * it can be compared with a probability density, and with samples of another size.
   *
   * @param x name of the column with the middles of the bins
   * @param name name of the column with the densities
   * @param from left edge of the first bin
   * @param to right edge of the last bin; numbers outside are counted in no bin
   * @param bins number of bins, at least 1
   * @param sample the numbers
   * @return a table of the two columns, a row a bin
   * @throws IllegalArgumentException if there is no bin, no width or no number
   */
  public static Table density(
      String x, String name, double from, double to, int bins, double... sample) {
    return table(x, name, from, to, bins, bins / (to - from), sample);
  }

  /**
   * Tells which share of a sample lies in each bin, in percent.
   *
   * @param x name of the column with the middles of the bins
   * @param name name of the column with the percentages
   * @param from left edge of the first bin
   * @param to right edge of the last bin, which counts to it; numbers outside are in no bin
   * @param bins number of bins, at least 1
   * @param sample the numbers
   * @return a table of the two columns, a row a bin
   * @throws IllegalArgumentException if there is no bin, no width or no number
   */
  public static Table percent(
      String x, String name, double from, double to, int bins, double... sample) {
    return table(x, name, from, to, bins, 100, sample);
  }

  private static Table table(String x, String name, double from, double to, int bins, double unit,
      double[] sample) {
    if (bins < 1 || !(from < to) || sample.length == 0) {
      throw new IllegalArgumentException(
          "%d bins from %s to %s for %d numbers: there must be a bin, a width and a number"
              .formatted(bins, from, to, sample.length));
    }
    int[] counts = new int[bins];
    for (double value : sample) {
      if (value >= from && value <= to) {
        counts[Math.min(bins - 1, (int) ((value - from) / (to - from) * bins))]++;
      }
    }
    DoubleColumn middles = DoubleColumn.create(x);
    DoubleColumn heights = DoubleColumn.create(name);
    for (int i = 0; i < bins; i++) {
      middles.append(from + (i + 0.5) * (to - from) / bins);
      heights.append(counts[i] * unit / sample.length);
    }
    return Table.create(name, middles, heights);
  }
}
