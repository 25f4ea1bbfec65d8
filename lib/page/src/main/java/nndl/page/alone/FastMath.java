package nndl.page.alone;

/**
 * Stands in for the class of this name in commons-math, whose tables are 200 kB in a browser: the
 * same functions, as Java has them. (They may differ in the last digit. Nothing of a training uses
 * them, only the theory of the normal distribution.)
 */
public final class FastMath {
  private FastMath() {}

  public static int abs(int x) {
    return Math.abs(x);
  }

  public static long abs(long x) {
    return Math.abs(x);
  }

  public static double abs(double x) {
    return Math.abs(x);
  }

  public static int min(int a, int b) {
    return Math.min(a, b);
  }

  public static double min(double a, double b) {
    return Math.min(a, b);
  }

  public static int max(int a, int b) {
    return Math.max(a, b);
  }

  public static double max(double a, double b) {
    return Math.max(a, b);
  }

  public static double floor(double x) {
    return Math.floor(x);
  }

  public static double ceil(double x) {
    return Math.ceil(x);
  }

  public static double sqrt(double x) {
    return Math.sqrt(x);
  }

  public static double exp(double x) {
    return StrictMath.exp(x);
  }

  public static double expm1(double x) {
    return StrictMath.expm1(x);
  }

  public static double log(double x) {
    return StrictMath.log(x);
  }

  public static double log1p(double x) {
    return StrictMath.log1p(x);
  }

  public static double pow(double x, double y) {
    return StrictMath.pow(x, y);
  }

  public static double cos(double x) {
    return StrictMath.cos(x);
  }

  public static double sin(double x) {
    return StrictMath.sin(x);
  }

  public static double tan(double x) {
    return StrictMath.tan(x);
  }
}
