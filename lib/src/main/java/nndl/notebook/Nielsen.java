package nndl.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import nndl.words.Words;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * Numbers that Michael Nielsen published with his book, as long tables. They are from the folder
 * fig of github.com/mnielsen/neural-networks-and-deep-learning (MIT License), at commit 72db53d,
 * except for 100 neurons, which are from commit b5ee3ad. All runs are of 784-30-10 networks, unless
 * said otherwise, with cross-entropy, mini-batches of 10 and his generators seeded with 12345678.
 * Accuracies are in percent, where he has counts of images.
 */
public final class Nielsen {
  static {
    Session.begin();
  }

  private static final Set<String> TEXTS = Set.of("start", "λ", "η");
  private static final Set<String> WHOLE = Set.of("neurons", "images", "epoch");

  private Nielsen() {}

  /**
   * Returns the figures of weight initialization: η = 0.1, λ = 5, validation images.
   *
   * @return neurons (100, 30), start (old, new), epoch (1 to 30), accuracy
   */
  public static Table weightInitialization() {
    return read("weight-initialization");
  }

  /**
   * Returns the runs on all training images with weight decay and without: old start, η = 0.5, test
   * images.
   *
   * @return λ (0, 5; texts), epoch (1 to 30), cost, accuracy, training cost, training accuracy
   */
  public static Table weightDecay() {
    return read("weight-decay");
  }

  /**
   * Returns the runs on 1,000 training images with weight decay and without: old start, η = 0.5,
   * test images.
   *
   * @return λ (0, 0.1; texts), epoch (1 to 400), accuracy, training cost, training accuracy
   */
  public static Table thousandImages() {
    return read("thousand-images");
  }

  /**
   * Returns the runs with several learning rates: new start, λ = 5.
   *
   * @return η (0.025, 0.25, 2.5; texts), epoch (1 to 30), training cost
   */
  public static Table learningRates() {
    return read("learning-rates");
  }

  /**
   * Returns the runs with more and more training images: old start, η = 0.5, 1,500,000 examples
   * each, λ a ten-thousandth of the number of images; validation images.
   *
   * @return images (100 to 50,000), accuracy at the end
   */
  public static Table moreData() {
    return read("more-data");
  }

  private static Table read(String name) {
    String file = "nielsen/" + name + ".csv";
    try (InputStream in = Nielsen.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(Words.text("kernel.jar", file));
      }
      return Table.read().csv(CsvReadOptions
          .builder(new InputStreamReader(in, StandardCharsets.UTF_8))
          .tableName("Nielsen")
          .columnTypes(column -> TEXTS.contains(column) ? ColumnType.STRING
              : WHOLE.contains(column) ? ColumnType.INTEGER : ColumnType.DOUBLE));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e, e);
    }
  }
}
