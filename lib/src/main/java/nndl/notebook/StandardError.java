package nndl.notebook;

import tech.tablesaw.api.NumericColumn;

/** Standard errors: how far chance takes an estimate from what it estimates, typically. */
public final class StandardError {
  private StandardError() {}

  /**
   * Returns that of a share: √(p(1 − p)/n).
   *
   * @param share the true share p, 0 to 1
   * @param n how many independent draws it was counted in
   * @return the standard error
   */
  public static double ofShare(double share, int n) {
    return Math.sqrt(share * (1 - share) / n);
  }

  /**
   * Returns that of the variance of normal numbers: σ²√(2/n).
   *
   * @param variance the true variance σ²
   * @param n how many independent draws it was computed from
   * @return the standard error
   */
  public static double ofVariance(double variance, int n) {
    return variance * Math.sqrt(2.0 / n);
  }

  /**
   * Returns that of a mean: s/√n.
   *
   * @param column n independent draws, whose standard deviation is s
   * @return the standard error
   */
  public static double ofMean(NumericColumn<?> column) {
    return column.standardDeviation() / Math.sqrt(column.size() - column.countMissing());
  }
}
