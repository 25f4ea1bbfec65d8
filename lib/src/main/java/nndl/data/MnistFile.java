package nndl.data;

import java.io.IOException;
import java.util.List;
import nndl.words.Words;

/**
 * A file of MNIST.
 *
 * @param name its name, which ends in .gz
 * @param sha256 the hash of what is in it, not compressed
 */
public record MnistFile(String name, String sha256) {
  /** 60,000 images. */
  public static final MnistFile TRAINING_IMAGES = new MnistFile("train-images-idx3-ubyte.gz",
      "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");
  /** Their labels. */
  public static final MnistFile TRAINING_LABELS = new MnistFile("train-labels-idx1-ubyte.gz",
      "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");
  /** 10,000 images. */
  public static final MnistFile TEST_IMAGES = new MnistFile("t10k-images-idx3-ubyte.gz",
      "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");
  /** Their labels. */
  public static final MnistFile TEST_LABELS = new MnistFile("t10k-labels-idx1-ubyte.gz",
      "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");
  /** All four. */
  public static final List<MnistFile> ALL =
      List.of(TRAINING_IMAGES, TRAINING_LABELS, TEST_IMAGES, TEST_LABELS);

  /**
   * Finds the file that a name stands for.
   *
   * @param name such as train-images-idx3-ubyte.gz, or with another end behind train-images
   * @return the file
   * @throws IOException if it is none of the four
   */
  public static MnistFile named(String name) throws IOException {
    for (MnistFile file : ALL) {
      if (name.startsWith(file.name.substring(0, file.name.indexOf("-idx")))) {
        return file;
      }
    }
    throw new IOException(Words.text("file.name", name,
        String.join(", ", ALL.stream().map(MnistFile::name).toList())));
  }

  /**
   * Returns whether it holds images.
   *
   * @return true for images, false for labels
   */
  public boolean isImages() {
    return name.contains("-images");
  }

  /**
   * Checks that a file's bytes are the original's.
   *
   * @param called what messages call the file
   * @param found the hash of its bytes, in hexadecimal digits
   * @throws IOException if it is another hash
   */
  public void check(String called, String found) throws IOException {
    if (!found.equals(sha256)) {
      throw new IOException(Words.text("file.hash", called, sha256, found));
    }
  }
}
