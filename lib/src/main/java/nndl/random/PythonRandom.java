package nndl.random;

import nndl.words.Words;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * The shuffles that Python 2 makes after {@code random.seed(seed)}, which is what Nielsen's
 * programs ran on. (Python 3 draws its shuffles in another way.)
 *
 * <p>Not safe for use by several threads: give each its own.
 */
public final class PythonRandom {
  private final MersenneTwister twister;

  /**
   * Starts where {@code random.seed(seed)} starts.
   *
   * @param seed the seed, not negative
   * @throws IllegalArgumentException if the seed is negative
   */
  public PythonRandom(int seed) {
    if (seed < 0) {
      throw new IllegalArgumentException(Words.text("random.seed", seed));
    }
    twister = new MersenneTwister(new int[] {seed});
  }

  /**
   * Draws what {@code random.random()} draws.
   *
   * @return a uniform number in [0, 1) with 53 random bits
   */
  public double uniform() {
    return NumpyRandom.uniform(twister);
  }

  /**
   * Shuffles in place, as {@code random.shuffle(order)} does.
   *
   * @param order what to shuffle
   */
  public void shuffle(int[] order) {
    for (int i = order.length - 1; i >= 1; i--) {
      int j = (int) (uniform() * (i + 1));
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
