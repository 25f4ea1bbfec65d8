package nndl.random;

import nndl.words.Words;
import org.apache.commons.math3.random.MersenneTwister;
import org.ejml.simple.SimpleMatrix;

/**
 * The numbers that NumPy's {@code numpy.random.seed(seed)} and {@code numpy.random.randn} draw.
 *
 * <p>The generator is the Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998). Uniforms equal
 * NumPy's to the last bit. Normal draws agree to a few units in the last place, because C libraries
 * round the logarithm differently; {@link StrictMath} makes ours the same on every machine.
 *
 * <p>Not safe for use by several threads: give each its own.
 */
public final class NumpyRandom {
  static {
    EjmlThreads.useOne();
  }

  private final MersenneTwister twister;
  private double next;
  private boolean hasNext;

  /**
   * Starts where {@code numpy.random.seed(seed)} starts.
   *
   * @param seed the seed; NumPy has none below 0, which here give numbers of their own
   */
  public NumpyRandom(int seed) {
    twister = new MersenneTwister(seed);
  }

  /**
   * Draws what {@code numpy.random.random_sample()} draws.
   *
   * @return a uniform number in [0, 1) with 53 random bits
   */
  public double uniform() {
    return uniform(twister);
  }

  /** 53 bits from two outputs: the high 27 of the first, the high 26 of the second. */
  static double uniform(MersenneTwister twister) {
    int a = twister.nextInt() >>> 5;
    int b = twister.nextInt() >>> 6;
    return (a * 0x1p26 + b) * 0x1p-53;
  }

  /**
   * Draws from N(0, 1) what {@code numpy.random.randn()} draws: Marsaglia's polar method, which
   * makes two numbers at a time, so the second of a pair is kept for the next call.
   *
   * @return a normal number with mean 0 and variance 1
   */
  public double randn() {
    if (hasNext) {
      hasNext = false;
      return next;
    }
    double x1;
    double x2;
    double r2;
    do {
      x1 = 2 * uniform() - 1;
      x2 = 2 * uniform() - 1;
      r2 = x1 * x1 + x2 * x2;
    } while (r2 >= 1 || r2 == 0);
    double f = Math.sqrt(-2 * StrictMath.log(r2) / r2);
    next = f * x1;
    hasNext = true;
    return f * x2;
  }

  /**
   * Draws a matrix from N(0, 1), as {@code numpy.random.randn(rows, columns)} does: row after row.
   *
   * @param rows number of rows, at least 1
   * @param columns number of columns, at least 1
   * @return a new rows × columns matrix
   * @throws IllegalArgumentException if a size is below 1
   */
  public SimpleMatrix randn(int rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(Words.text("random.size", rows, columns));
    }
    SimpleMatrix matrix = new SimpleMatrix(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        matrix.set(i, j, randn());
      }
    }
    return matrix;
  }
}
