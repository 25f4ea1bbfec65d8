package nndl.data;

import java.util.Arrays;
import java.util.function.Function;
import nndl.words.Words;
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
      throw new IllegalArgumentException(Words.text("validate.sizes", Arrays.toString(sizes)));
    }
    return sizes;
  }

  /**
   * Checks that a network takes images of digits and tells them apart, and that its weights are
   * numbers.
   *
   * @param sizes neurons in each layer, the inputs first
   * @param weights those of each layer after the inputs
   * @throws IllegalArgumentException unless it has one input per pixel, one output per digit, and
   *     weights that are finite
   */
  public static void takesDigits(int[] sizes, SimpleMatrix... weights) {
    if (sizes[0] != Digits.PIXELS || sizes[sizes.length - 1] != Digits.CLASSES) {
      throw new IllegalArgumentException(Words.text(
          "validate.digits", Arrays.toString(sizes), Digits.PIXELS, Digits.CLASSES));
    }
    weights(weights);
  }

  /**
   * Checks the inputs of a network.
   *
   * @param x the inputs: one column per example, size × m
   * @param size how many inputs the network has
   * @return the inputs
   * @throws IllegalArgumentException if there are more or fewer, or one is not finite, or they look
   *     like grey levels from 0 to 255
   */
  public static SimpleMatrix inputs(SimpleMatrix x, int size) {
    if (x.getNumRows() != size) {
      throw new IllegalArgumentException(
          Words.text("validate.inputs", x.getNumRows(), x.getNumCols(), size));
    }
    finite("inputs", x);
    if (x.elementMaxAbs() > LARGEST_INPUT) {
      throw new IllegalArgumentException(Words.text("validate.grey", x.elementMaxAbs()));
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
        throw new IllegalArgumentException(
            Words.text("validate.finite", Words.name(name), i, matrix.get(i)));
      }
    }
    return matrix;
  }

  /**
   * Checks that no weight is infinite or NaN.
   *
   * @param weights those of each layer after the inputs
   * @throws IllegalArgumentException if one is
   */
  public static void weights(SimpleMatrix... weights) {
    for (int l = 0; l < weights.length; l++) {
      finite(place("weights", l), weights[l]);
    }
  }

  /**
   * Checks and copies the weights of a network that were read from a file.
   *
   * @param weights those of each layer after the inputs, one row per neuron
   * @param sizes neurons in each layer, the inputs first
   * @return one matrix per layer after the inputs
   * @throws IllegalArgumentException if one is not there, has another shape, or has an entry that
   *     is not finite
   */
  public static SimpleMatrix[] weights(double[][][] weights, int[] sizes) {
    SimpleMatrix[] matrices = new SimpleMatrix[sizes.length - 1];
    Arrays.setAll(matrices, l -> matrix("weights", weights, l, sizes[l + 1], sizes[l]));
    return matrices;
  }

  /**
   * Checks and copies the biases of a network that were read from a file.
   *
   * @param biases those of each layer after the inputs, one row of one number per neuron
   * @param sizes neurons in each layer, the inputs first
   * @return one column per layer after the inputs
   * @throws IllegalArgumentException if one is not there, has another shape, or has an entry that
   *     is not finite
   */
  public static SimpleMatrix[] biases(double[][][] biases, int[] sizes) {
    SimpleMatrix[] matrices = new SimpleMatrix[sizes.length - 1];
    Arrays.setAll(matrices, l -> matrix("biases", biases, l, sizes[l + 1], 1));
    return matrices;
  }

  private static String place(String name, int l) {
    return Words.text("validate.into", Words.name(name), l + 1);
  }

  private static SimpleMatrix matrix(
      String name, double[][][] layers, int l, int rows, int columns) {
    String place = place(name, l);
    if (layers == null || l >= layers.length || layers[l] == null
        || layers[l].length == 0) {
      throw new IllegalArgumentException(
          Words.text("validate.missing", place, rows, columns));
    }
    for (double[] row : layers[l]) {
      if (layers[l].length != rows || row == null || row.length != columns) {
        throw new IllegalArgumentException(Words.text("validate.shape", place, layers[l].length,
            row == null ? Words.name("none") : row.length, rows, columns));
      }
    }
    return finite(place, new SimpleMatrix(layers[l]));
  }

  /**
   * Finds what a name stands for.
   *
   * @param <T> what things are named
   * @param kind what they are, in words
   * @param name the name
   * @param values all there are
   * @param nameOf gives the name of each
   * @return the one of that name
   * @throws IllegalArgumentException if there is none
   */
  public static <T> T oneOf(String kind, String name, T[] values, Function<T, String> nameOf) {
    return Arrays.stream(values).filter(value -> nameOf.apply(value).equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException(Words.text("validate.unknown",
            Words.name(kind), name, Words.list("list.and", Arrays.stream(values).map(nameOf)))));
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
          Words.text("validate.least", Words.name(name), value, least));
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
          Words.text("validate.positive", Words.name(name), value));
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
          Words.text("validate.notNegative", Words.name(name), value));
    }
  }
}
