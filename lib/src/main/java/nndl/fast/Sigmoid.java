package nndl.fast;

/**
 * The sigmoid σ(z) = 1 / (1 + e⁻ᶻ) of many numbers at once.
 *
 * <p>With u = e⁻ᶻ − 1 it is 1 / (2 + u). Six terms of the Taylor series give u at z/4096, and u ←
 * u (2 + u) makes of the u at any number the u at twice that number; twelve times, and it is the u
 * at z. (Squaring e⁻ᶻ itself would lose three digits, as each squaring doubles its error.) These are
 * additions, multiplications, divisions, minima and maxima only, which vectorize and give the same
 * bits on every machine; σ(z) is off by less than 10⁻¹³ of itself. Beyond |z| = 40, z counts as ±40,
 * so σ(z) is never exactly 0.
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
      z[j] = Math.max(-40, Math.min(40, z[j])) * (-1 / 4096.0);
    }
    for (int j = 0; j < z.length; j++) {
      double x = z[j];
      z[j] = (((((x * (1 / 720.0) + 1 / 120.0) * x + 1 / 24.0) * x + 1 / 6.0) * x + 0.5) * x + 1) * x;
    }
    for (int j = 0; j < z.length; j++) {
      z[j] = sixTimes(z[j]);
    }
    for (int j = 0; j < z.length; j++) {
      z[j] = 1 / (2 + sixTimes(z[j]));
    }
  }

  /**
   * Replaces every z by tanh z = 2σ(2z) − 1.
   *
   * @param z the numbers, overwritten; NaN stays NaN
   */
  public static void applyTanh(double[] z) {
    for (int j = 0; j < z.length; j++) {
      z[j] *= 2;
    }
    apply(z);
    for (int j = 0; j < z.length; j++) {
      z[j] = 2 * z[j] - 1;
    }
  }

  /** Of the u at a number, the u at 64 times that number. */
  private static double sixTimes(double u) {
    u *= 2 + u;
    u *= 2 + u;
    u *= 2 + u;
    u *= 2 + u;
    u *= 2 + u;
    u *= 2 + u;
    return u;
  }

  /**
   * Multiplies every error by the sigmoid's derivative a (1 − a).
   *
   * @param delta the errors, overwritten
   * @param a the activations, as many
   */
  public static void timesDerivative(double[] delta, double[] a) {
    for (int j = 0; j < delta.length; j++) {
      delta[j] *= a[j] * (1 - a[j]);
    }
  }
}
