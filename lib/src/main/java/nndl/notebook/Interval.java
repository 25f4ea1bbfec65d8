package nndl.notebook;

import org.apache.commons.math3.distribution.TDistribution;
import tech.tablesaw.aggregate.NumericAggregateFunction;
import tech.tablesaw.api.NumericColumn;

/**
 * Where the mean of what was measured lies, with 95 % confidence: the mean of a few independent
 * measurements ± t standard errors, where t is from Student's distribution.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) {
  /** The lower end, for {@code summarize}: the column is called "low [lead]", say. */
  public static final NumericAggregateFunction LOW =
      Tables.aggregate("low", column -> of(column).low());
  /** The upper end, for {@code summarize}: the column is called "high [lead]", say. */
  public static final NumericAggregateFunction HIGH =
      Tables.aggregate("high", column -> of(column).high());

  /**
   * Returns the interval for the mean.
   *
   * @param column independent measurements, at least 2
   * @return the interval; of NaN if a measurement is missing or there are fewer than 2
   */
  public static Interval of(NumericColumn<?> column) {
    int count = column.size();
    if (count < 2 || column.countMissing() > 0) {
      return new Interval(Double.NaN, Double.NaN);
    }
    double t = new TDistribution(count - 1).inverseCumulativeProbability(0.975); // 2.5 % a side
    double reach = t * StandardError.ofMean(column);
    return new Interval(column.mean() - reach, column.mean() + reach);
  }
}
