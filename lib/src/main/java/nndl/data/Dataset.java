package nndl.data;

import nndl.words.Words;

/**
 * Digits to train on, to validate with while one experiments, and to test with at the end.
 *
 * @param source where the digits are from: {@value #MNIST} or {@value #DRAWN}
 * @param training 50,000 images
 * @param validation 10,000 other images
 * @param test 10,000 other images
 */
public record Dataset(String source, Digits training, Digits validation, Digits test) {
  /** The source of real data: digits written by Americans, collected by LeCun and others. */
  public static final String MNIST = "MNIST";
  /** The source of the built-in data: digits drawn by {@link DrawnDigits}. */
  public static final String DRAWN = "drawn digits";

  /**
   * Splits as Nielsen's {@code mnist_loader} does: of the training file the first 50,000 images are
   * for training and the last 10,000 for validation.
   *
   * @param source where the digits are from
   * @param trainingFile 60,000 images
   * @param testFile 10,000 images
   * @return the three parts
   */
  public static Dataset split(String source, Digits trainingFile, Digits testFile) {
    return new Dataset(
        source, trainingFile.slice(0, 50_000), trainingFile.slice(50_000, 60_000), testFile);
  }

  /**
   * Returns where the digits are from.
   *
   * @return {@value #MNIST} or {@value #DRAWN}, in the language of the notebook
   */
  @Override
  public String source() {
    return Words.name(source);
  }

  /**
   * Returns whether these are the real MNIST.
   *
   * @return true if they are, false if they are drawn
   */
  public boolean isMnist() {
    return source.equals(MNIST);
  }
}
