package nndl.page;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import nndl.data.Dataset;
import nndl.data.Digits;
import nndl.data.DrawnDigits;
import nndl.data.Idx;
import nndl.data.MnistFile;

/** The digits of the page: drawn ones, and MNIST's if the reader brings the files. */
final class Data {
  private int drawnCount;
  private Digits drawnTraining;
  private Digits drawnValidation;
  private final Map<MnistFile, byte[]> contents = new HashMap<>();
  private Dataset mnist;

  /** Draws digits, unless they are there: so many to learn from, a fifth as many to validate with. */
  private void draw(int count) {
    if (count != drawnCount) {
      Digits all = DrawnDigits.draw(count + count / 5, 1);
      drawnTraining = all.slice(0, count);
      drawnValidation = all.slice(count, all.size());
      drawnCount = count;
    }
  }

  /** Digits to learn from. */
  Digits training(boolean fromMnist, int count) {
    if (fromMnist) {
      return mnist().training().slice(0, count);
    }
    draw(count);
    return drawnTraining;
  }

  /** Digits to validate with. */
  Digits validation(boolean fromMnist, int count) {
    if (fromMnist) {
      return mnist().validation();
    }
    draw(count);
    return drawnValidation;
  }

  private Dataset mnist() {
    if (mnist == null) {
      throw new IllegalArgumentException("MNIST is not here");
    }
    return mnist;
  }

  /**
   * Takes a file of MNIST.
   *
   * @param name its name, which says which of the four it is
   * @param bytes what is in it, not compressed
   * @param sha256 the hash of the bytes, or an empty text if there is none
   * @return the file
   * @throws IOException if it is not one of the four; the message says why
   */
  MnistFile take(String name, byte[] bytes, String sha256) throws IOException {
    MnistFile file = MnistFile.named(name);
    byte[] content = file.isImages() ? Idx.images(name, bytes) : Idx.labels(name, bytes);
    if (!sha256.isEmpty()) {
      file.check(name, sha256);
    }
    contents.put(file, content);
    if (contents.keySet().containsAll(MnistFile.ALL)) {
      mnist = Dataset.split(Dataset.MNIST,
          digits(MnistFile.TRAINING_IMAGES, MnistFile.TRAINING_LABELS),
          digits(MnistFile.TEST_IMAGES, MnistFile.TEST_LABELS));
      contents.clear();
    }
    return file;
  }

  private Digits digits(MnistFile images, MnistFile labels) {
    return Digits.of(contents.get(images), contents.get(labels));
  }

  /** Whether all of MNIST is here. */
  boolean hasMnist() {
    return mnist != null;
  }
}
