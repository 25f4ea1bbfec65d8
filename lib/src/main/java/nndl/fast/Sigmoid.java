package nndl.fast;

/**
 * The sigmoid σ(z) = 1 / (1 + e⁻ᶻ) of many numbers at once.
 *
 * <p>The exponential is its Taylor polynomial at z/256, squared eight times: only additions,
 * multiplications, divisions, minima and maxima, which vectorize and give the same bits on every
 * machine. It differs from {@link StrictMath#exp} by less than 10⁻¹², relative, where |z| ≤ 40, and
 * σ(z) by less than 10⁻¹³; beyond, z counts as ±40, so σ(z) is never exactly 0.
 */
public final class Sigmoid {
  private Sigmoid() {}

  /**
   * Replaces every z by σ(z).
   *
   * @param z the numbers, overwritten; NaN stays NaN
   */
  public static void apply(double[] z) {
    // Short loops, each of which the JIT compiler vectorizes; one long loop it does not.
    for (int j = 0; j < z.length; j++) {
      z[j] = Math.max(-40, Math.min(40, z[j])) * (-1 / 256.0);
    }
    double[] p = new double[z.length];
    for (int j = 0; j < z.length; j++) {
      double x = z[j];
      p[j] = (((x * (1 / 362880.0) + 1 / 40320.0) * x + 1 / 5040.0) * x + 1 / 720.0) * x + 1 / 120.0;
    }
    for (int j = 0; j < z.length; j++) {
      double x = z[j];
      p[j] = ((((p[j] * x + 1 / 24.0) * x + 1 / 6.0) * x + 0.5) * x + 1) * x + 1;
    }
    for (int j = 0; j < z.length; j++) {
      double x = p[j];
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      x *= x;
      z[j] = 1 / (1 + x);
    }
  }
}
