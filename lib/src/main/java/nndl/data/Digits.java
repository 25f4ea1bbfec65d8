package nndl.data;

import java.util.Arrays;
import nndl.fast.LabelledImages;
import nndl.fast.SparseRows;
import nndl.words.Words;
import org.ejml.simple.SimpleMatrix;

/** Labelled images of handwritten digits, 28 × 28 grey pixels each. They never change. */
public final class Digits implements LabelledImages {
  /** Rows, and columns, of an image. */
  public static final int SIDE = 28;
  /** Pixels of an image: the inputs of a network. */
  public static final int PIXELS = SIDE * SIDE;
  /** The digits 0 to 9: the outputs of a network. */
  public static final int CLASSES = 10;

  private final SparseRows rows;
  private final byte[] labels;

  private Digits(SparseRows rows, byte[] labels) {
    this.rows = rows;
    this.labels = labels;
  }

  /**
   * Takes images and their labels.
   *
   * @param levels grey levels, 0 (paper) to 255 (ink) as unsigned bytes: 784 per image, row
   *     after row, image after image
   * @param labels the digit that each image shows, 0 to 9
   * @return the labelled images
   * @throws IllegalArgumentException if the lengths do not belong together or a label is not 0 to 9
   */
  public static Digits of(byte[] levels, byte[] labels) {
    if (levels.length != labels.length * PIXELS) {
      throw new IllegalArgumentException(Words.text("digits.levels",
          levels.length, labels.length, PIXELS, labels.length * PIXELS));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= CLASSES) {
        throw new IllegalArgumentException(Words.text("digits.label", labels[i], i));
      }
    }
    return new Digits(SparseRows.of(levels, PIXELS), labels.clone());
  }

  /**
   * Returns how many images there are.
   *
   * @return the number of images
   */
  public int size() {
    return labels.length;
  }

  /**
   * Returns the digit that an image shows.
   *
   * @param i index of the image, from 0
   * @return the digit, 0 to 9
   */
  @Override
  public int label(int i) {
    return labels[i];
  }

  /**
   * Returns an image as a network's input.
   *
   * @param i index of the image, from 0
   * @return a new 784 × 1 matrix of grey levels divided by 256, so 0 to 0.996
   */
  public SimpleMatrix image(int i) {
    return new SimpleMatrix(PIXELS, 1, true, rows.row(i));
  }

  /**
   * Returns the output wanted for an image.
   *
   * @param i index of the image, from 0
   * @return a new 10 × 1 matrix: 1 at the digit shown, else 0
   */
  public SimpleMatrix target(int i) {
    SimpleMatrix target = new SimpleMatrix(CLASSES, 1);
    target.set(labels[i], 0, 1);
    return target;
  }

  /**
   * Returns a range of images as a network's inputs.
   *
   * @param from index of the first, from 0
   * @param to index after the last, above from
   * @return a new 784 × (to − from) matrix, one column per image
   * @throws IndexOutOfBoundsException if the range does not lie within these images
   */
  public SimpleMatrix images(int from, int to) {
    checkRange(from, to);
    SimpleMatrix images = new SimpleMatrix(PIXELS, to - from);
    for (int i = from; i < to; i++) {
      double[] pixels = rows.row(i);
      for (int j = 0; j < PIXELS; j++) {
        images.set(j, i - from, pixels[j]);
      }
    }
    return images;
  }

  /**
   * Returns the outputs wanted for a range of images.
   *
   * @param from index of the first, from 0
   * @param to index after the last, above from
   * @return a new 10 × (to − from) matrix: in each column 1 at the digit shown, else 0
   * @throws IndexOutOfBoundsException if the range does not lie within these images
   */
  public SimpleMatrix targets(int from, int to) {
    checkRange(from, to);
    SimpleMatrix targets = new SimpleMatrix(CLASSES, to - from);
    for (int i = from; i < to; i++) {
      targets.set(labels[i], i - from, 1);
    }
    return targets;
  }

  /**
   * Returns how much ink an image has: the sum of its squared inputs, which decides the variance of
   * the weighted inputs z it leads to.
   *
   * @param i index of the image, from 0
   * @return Σ x² over its pixels
   */
  public double sumOfSquares(int i) {
    double sum = 0;
    for (double x : rows.row(i)) {
      sum += x * x;
    }
    return sum;
  }

  /**
   * Returns all images as sparse rows.
   *
   * @return the images, in order
   */
  @Override
  public SparseRows rows() {
    return rows;
  }

  /**
   * Copies a range of images.
   *
   * @param from index of the first, from 0
   * @param to index after the last
   * @return the images from one index up to the other
   * @throws IndexOutOfBoundsException if the range does not lie within these images
   */
  public Digits slice(int from, int to) {
    checkRange(from, to);
    return new Digits(rows.slice(from, to), Arrays.copyOfRange(labels, from, to));
  }

  private void checkRange(int from, int to) {
    if (from < 0 || to > size() || from > to) {
      throw new IndexOutOfBoundsException(Words.text("digits.range", from, to, size()));
    }
  }
}
