package nndl.data;

import java.util.Arrays;
import org.ejml.simple.SimpleMatrix;

/** Refuses bad input with an error that names the thing, what was expected, and what to do. */
public final class Validate {
  /** Far above any grey level divided by 256, far below those of an image that was not divided. */
  private static final double LARGEST_INPUT = 16;

  private Validate() {}

  /**
   * Checks the sizes of a network's layers.
   *
   * @param sizes neurons in each layer, the inputs first
   * @return the sizes
   * @throws IllegalArgumentException if there are fewer than two layers or a size is below 1
   */
  public static int[] sizes(int... sizes) {
    if (sizes.length < 2 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException("layer sizes " + Arrays.toString(sizes)
          + ": a network needs at least two layers, inputs and outputs, of at least 1 each");
    }
    return sizes;
  }

  /**
   * Checks the inputs of a network.
   *
   * @param x the inputs: size × 1
   * @param size how many there should be
   * @return the inputs
   * @throws IllegalArgumentException if there are more or fewer, or one is not finite, or they look
   *     like grey levels from 0 to 255
   */
  public static SimpleMatrix inputs(SimpleMatrix x, int size) {
    if (x.getNumRows() != size || x.getNumCols() != 1) {
      throw new IllegalArgumentException("inputs of %d × %d: this network takes a column, %d × 1"
          .formatted(x.getNumRows(), x.getNumCols(), size));
    }
    finite("inputs", x);
    if (x.elementMaxAbs() > LARGEST_INPUT) {
      throw new IllegalArgumentException(("an input of %s: these look like grey levels from 0 to"
          + " 255; divide them by 256").formatted(x.elementMaxAbs()));
    }
    return x;
  }

  /**
   * Checks that no entry is infinite or NaN.
   *
   * @param name what the matrix is
   * @param matrix the matrix
   * @return the matrix
   * @throws IllegalArgumentException if one is
   */
  public static SimpleMatrix finite(String name, SimpleMatrix matrix) {
    for (int i = 0; i < matrix.getNumElements(); i++) {
      if (!Double.isFinite(matrix.get(i))) {
        throw new IllegalArgumentException("%s: entry %d is %s; every one must be a finite number"
            .formatted(name, i, matrix.get(i)));
      }
    }
    return matrix;
  }
}
