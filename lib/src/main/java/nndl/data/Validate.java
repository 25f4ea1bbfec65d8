package nndl.data;

import java.util.Arrays;
import nndl.fast.Batch;
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
    if (sizes == null || sizes.length < 2 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException("layer sizes " + Arrays.toString(sizes)
          + ": a network needs at least two layers, inputs and outputs, of at least 1 each");
    }
    return sizes;
  }

  /**
   * Checks that a network takes images of digits and tells them apart.
   *
   * @param sizes neurons in each layer
   * @throws IllegalArgumentException if it has not an input a pixel and an output a digit
   */
  public static void takesDigits(int... sizes) {
    if (sizes[0] != Digits.PIXELS || sizes[sizes.length - 1] != Digits.CLASSES) {
      throw new IllegalArgumentException("layer sizes %s: images of digits need %d inputs and %d"
          .formatted(Arrays.toString(sizes), Digits.PIXELS, Digits.CLASSES) + " outputs");
    }
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

  /**
   * Checks that the errors of a mini-batch are numbers.
   *
   * @param errors the errors of the output layer
   * @throws ArithmeticException if one is infinite or NaN, as after an overflow
   */
  public static void finite(Batch errors) {
    if (!errors.isFinite()) {
      throw new ArithmeticException("the cost is no longer a finite number");
    }
  }

  /**
   * Checks and copies a matrix that was read from a file.
   *
   * @param name what the matrices are, such as "weights"
   * @param layers all of them, one a layer after the inputs
   * @param l which one, from 0
   * @param rows rows it should have
   * @param columns columns it should have
   * @return the matrix
   * @throws IllegalArgumentException if it is not there, has another shape, or has an entry that is
   *     not finite
   */
  public static SimpleMatrix matrix(
      String name, double[][][] layers, int l, int rows, int columns) {
    String place = name + " into layer " + (l + 1);
    if (layers == null || l >= layers.length || layers[l] == null
        || layers[l].length == 0) {
      throw new IllegalArgumentException(
          "%s are missing; expected %d × %d".formatted(place, rows, columns));
    }
    for (double[] row : layers[l]) {
      if (layers[l].length != rows || row == null || row.length != columns) {
        throw new IllegalArgumentException("%s are %d × %s; expected %d × %d".formatted(place,
            layers[l].length, row == null ? "none" : row.length, rows, columns));
      }
    }
    return finite(place, new SimpleMatrix(layers[l]));
  }

  /**
   * Checks a whole number.
   *
   * @param name what it is
   * @param value the number
   * @param least the least it may be
   * @throws IllegalArgumentException if it is less
   */
  public static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s %d: it must be at least %d".formatted(name, value, least));
    }
  }

  /**
   * Checks that a number is above 0 and finite.
   *
   * @param name what it is
   * @param value the number
   * @throws IllegalArgumentException if it is not
   */
  public static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s %s: it must be a number above 0".formatted(name, value));
    }
  }

  /**
   * Checks that a number is 0 or more and finite.
   *
   * @param name what it is
   * @param value the number
   * @throws IllegalArgumentException if it is not
   */
  public static void notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s %s: it must be a number, 0 or more".formatted(name, value));
    }
  }
}
