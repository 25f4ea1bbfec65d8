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

  /**
   * y += Σᵢ pᵢwᵢ and z += Σᵢ qᵢwᵢ for three rows: the two targets share the reads of the rows, which
   * for layers of 100 neurons is half as quick again as one target at a time. Sums keep their order.
   */
  static void addToTwo(double[] y, double[] z, double p0, double q0, double[] w0, double p1,
      double q1, double[] w1, double p2, double q2, double[] w2) {
    for (int j = 0; j < y.length; j++) {
      double u0 = w0[j];
      double u1 = w1[j];
      double u2 = w2[j];
      y[j] = y[j] + p0 * u0 + p1 * u1 + p2 * u2;
      z[j] = z[j] + q0 * u0 + q1 * u1 + q2 * u2;
    }
  }

  /** y += c Σᵢ pᵢ rowsᵢ and z += c Σᵢ qᵢ rowsᵢ. */
  static void addRows(
      double[][] rows, double[] p, double[] q, double c, double[] y, double[] z) {
    int n = rows.length;
    int i = 0;
    for (; i + 3 <= n; i += 3) {
      addToTwo(y, z, c * p[i], c * q[i], rows[i], c * p[i + 1], c * q[i + 1], rows[i + 1],
          c * p[i + 2], c * q[i + 2], rows[i + 2]);
    }
    for (; i < n; i++) {
      add(y, c * p[i], rows[i]);
      add(z, c * q[i], rows[i]);
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
    int k = 0;
    for (; k + 2 <= rows.length; k += 2) {
      double[] y = rows[k];
      double[] z = rows[k + 1];
      int e = 0;
      for (; e + 3 <= m; e += 3) {
        addToTwo(y, z, g[e][k], g[e][k + 1], a[e], g[e + 1][k], g[e + 1][k + 1], a[e + 1],
            g[e + 2][k], g[e + 2][k + 1], a[e + 2]);
      }
      for (; e < m; e++) {
        add(y, g[e][k], a[e]);
        add(z, g[e][k + 1], a[e]);
      }
    }
    for (; k < rows.length; k++) {
      for (int e = 0; e < m; e++) {
        add(rows[k], g[e][k], a[e]);
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
