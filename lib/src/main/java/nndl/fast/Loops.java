package nndl.fast;

/**
 * The innermost loops. In each, the same index runs through all arrays: that is the form which the
 * JIT compiler turns into vector instructions (a flat array with an offset is not). Five rows at a
 * time is the most that JDK 17 still unrolls; one at a time would read and write the target five
 * times as often.
 */
final class Loops {
  private Loops() {}

  /**
   * The length of a row of n numbers. Six more than a multiple of eight: with the 16 bytes of an
   * array's header, rows then fill whole cache lines of 64 bytes, so that all lie alike within them.
   */
  static int padded(int n) {
    return n + Math.floorMod(6 - n, 8);
  }

  /** z += x w. */
  static void add(double[] z, double x, double[] w) {
    for (int j = 0; j < z.length; j++) {
      z[j] += x * w[j];
    }
  }

  /** z += x₀w₀ + … + x₄w₄. */
  static void add(double[] z, double x0, double[] w0, double x1, double[] w1, double x2,
      double[] w2, double x3, double[] w3, double x4, double[] w4) {
    for (int j = 0; j < z.length; j++) {
      z[j] = z[j] + x0 * w0[j] + x1 * w1[j] + x2 * w2[j] + x3 * w3[j] + x4 * w4[j];
    }
  }

  /** wᵢ += xᵢ g for five rows. */
  static void addToFive(double[] g, double x0, double[] w0, double x1, double[] w1, double x2,
      double[] w2, double x3, double[] w3, double x4, double[] w4) {
    for (int j = 0; j < g.length; j++) {
      double d = g[j];
      w0[j] += x0 * d;
      w1[j] += x1 * d;
      w2[j] += x2 * d;
      w3[j] += x3 * d;
      w4[j] += x4 * d;
    }
  }

  /** z += c Σᵢ xᵢ rowsᵢ. */
  static void addRows(double[][] rows, double[] x, double c, double[] z) {
    int n = rows.length;
    int i = 0;
    for (; i + 5 <= n; i += 5) {
      add(z, c * x[i], rows[i], c * x[i + 1], rows[i + 1], c * x[i + 2], rows[i + 2],
          c * x[i + 3], rows[i + 3], c * x[i + 4], rows[i + 4]);
    }
    for (; i < n; i++) {
      add(z, c * x[i], rows[i]);
    }
  }

  /** zₖ = c rowsₖ · x + bₖ. */
  static void dots(double[][] rows, double[] x, double c, double[] b, double[] z) {
    int n = rows.length;
    int k = 0;
    for (; k + 5 <= n; k += 5) {
      double[] w0 = rows[k];
      double[] w1 = rows[k + 1];
      double[] w2 = rows[k + 2];
      double[] w3 = rows[k + 3];
      double[] w4 = rows[k + 4];
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      double s4 = 0;
      for (int i = 0; i < x.length; i++) {
        double d = x[i];
        s0 += d * w0[i];
        s1 += d * w1[i];
        s2 += d * w2[i];
        s3 += d * w3[i];
        s4 += d * w4[i];
      }
      z[k] = c * s0 + b[k];
      z[k + 1] = c * s1 + b[k + 1];
      z[k + 2] = c * s2 + b[k + 2];
      z[k + 3] = c * s3 + b[k + 3];
      z[k + 4] = c * s4 + b[k + 4];
    }
    for (; k < n; k++) {
      double[] w = rows[k];
      double s = 0;
      for (int i = 0; i < x.length; i++) {
        s += x[i] * w[i];
      }
      z[k] = c * s + b[k];
    }
  }

  /** rowsₖ += Σₑ g[e][k] a[e] over the first m examples. */
  static void addOuter(double[][] rows, double[][] g, double[][] a, int m) {
    for (int k = 0; k < rows.length; k++) {
      double[] w = rows[k];
      int e = 0;
      for (; e + 5 <= m; e += 5) {
        add(w, g[e][k], a[e], g[e + 1][k], a[e + 1], g[e + 2][k], a[e + 2], g[e + 3][k], a[e + 3],
            g[e + 4][k], a[e + 4]);
      }
      for (; e < m; e++) {
        add(w, g[e][k], a[e]);
      }
    }
  }

  /** z = c z + b. */
  static void scaleAndAdd(double[] z, double c, double[] b) {
    for (int j = 0; j < z.length; j++) {
      z[j] = c * z[j] + b[j];
    }
  }

  /** z = c z. */
  static void scale(double[] z, double c) {
    for (int j = 0; j < z.length; j++) {
      z[j] *= c;
    }
  }
}
