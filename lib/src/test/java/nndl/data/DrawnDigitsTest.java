package nndl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawnDigitsTest {
  private static final int SIDE = Digits.SIDE;
  private static final Digits SAMPLE = DrawnDigits.draw(3000, 7);

  /** The grey levels of image i, 0 to 255. */
  private static int[] levels(Digits digits, int i) {
    return Arrays.stream(digits.rows().row(i)).mapToInt(value -> (int) (256 * value)).toArray();
  }

  private static String sha256(Digits digits) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < digits.size(); i++) {
      for (int level : levels(digits, i)) {
        sha.update((byte) level);
      }
      sha.update((byte) digits.label(i));
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** Pinned, so every platform and JDK that runs this test draws the same bytes. */
  @Test
  void theSameSeedGivesTheSameBytesEverywhere() throws Exception {
    assertThat(sha256(DrawnDigits.draw(1000, 1)))
        .isEqualTo("c2decd5e091135242dc33910b1c80d5237c4ade1442865c393439ca724feec89");
  }

  @Test
  void severalThreadsDrawTheSameAsOne() throws Exception {
    CompletableFuture<Digits> other =
        CompletableFuture.supplyAsync(() -> DrawnDigits.draw(500, 3));
    Digits here = DrawnDigits.draw(500, 3);
    assertThat(sha256(other.get())).isEqualTo(sha256(here));
    assertThat(sha256(DrawnDigits.draw(500, 3))).isEqualTo(sha256(here));
  }

  @Test
  void anotherSeedGivesOtherImages() {
    Digits other = DrawnDigits.draw(100, 8);
    for (int i = 0; i < other.size(); i++) {
      for (int j = 0; j < 100; j++) {
        assertThat(levels(other, i)).isNotEqualTo(levels(SAMPLE, j));
      }
    }
  }

  @Test
  void labelsAreBalancedAndShuffled() {
    int[] count = new int[Digits.CLASSES];
    int repeats = 0;
    for (int i = 0; i < SAMPLE.size(); i++) {
      count[SAMPLE.label(i)]++;
      if (i > 0 && SAMPLE.label(i) == SAMPLE.label(i - 1)) {
        repeats++;
      }
    }
    assertThat(count).containsOnly(300);
    // By chance a tenth of the neighbours are equal: in 0, 1, 2, ... none, if sorted nearly all.
    assertThat(repeats).isBetween(240, 360);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 11})
  void drawsAnyNumber(int count) {
    assertThat(DrawnDigits.draw(count, -5).size()).isEqualTo(count);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1_000_001})
  void refusesACountOutOfRange(int count) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DrawnDigits.draw(count, 1))
        .withMessage(count + " digits to draw: expected 1 to 1,000,000");
  }

  @Test
  void nothingIsCutOffAtTheBorder() {
    for (int i = 0; i < SAMPLE.size(); i++) {
      int[] levels = levels(SAMPLE, i);
      for (int k = 0; k < SIDE; k++) {
        assertThat(levels[k] + levels[27 * SIDE + k] + levels[k * SIDE] + levels[k * SIDE + 27])
            .as("border of image %d", i).isZero();
      }
    }
  }

  @Test
  void inkIsCentredByMass() {
    int centred = 0;
    for (int i = 0; i < SAMPLE.size(); i++) {
      double mass = 0;
      double sumX = 0;
      double sumY = 0;
      int[] levels = levels(SAMPLE, i);
      for (int k = 0; k < levels.length; k++) {
        mass += levels[k];
        sumX += levels[k] * (k % SIDE);
        sumY += levels[k] * (k / SIDE);
      }
      double off = Math.max(Math.abs(sumX / mass - 13.5), Math.abs(sumY / mass - 13.5));
      assertThat(off).as("image %d", i).isLessThan(2);
      if (off < 0.51) {
        centred++;
      }
    }
    // The others would touch the border.
    assertThat(centred).isGreaterThan(SAMPLE.size() * 99 / 100);
  }

  /** MNIST: 19.1 % of the pixels, 87 squared, and 90 % of the images have a pixel of 255. */
  @Test
  void thereIsAsMuchInkAsInMnist() {
    double images = SAMPLE.size();
    long lit = 0;
    double squares = 0;
    int full = 0;
    for (int i = 0; i < SAMPLE.size(); i++) {
      int[] levels = levels(SAMPLE, i);
      lit += Arrays.stream(levels).filter(level -> level > 0).count();
      squares += Arrays.stream(levels).mapToDouble(level -> level / 256.0).map(x -> x * x).sum();
      full += Arrays.stream(levels).max().getAsInt() == 255 ? 1 : 0;
    }
    assertThat(lit / images / Digits.PIXELS).isBetween(0.18, 0.2);
    assertThat(squares / images).isBetween(80.0, 95.0);
    assertThat(full / images).isGreaterThan(0.9);
  }

  /** Neither trivial nor hopeless: this simplest of classifiers gets 82 % of MNIST. */
  @Test
  void nearestMeanClassifiesMostButNotAll() {
    double[][] mean = new double[Digits.CLASSES][Digits.PIXELS];
    for (int i = 0; i < 2000; i++) {
      int[] levels = levels(SAMPLE, i);
      for (int k = 0; k < levels.length; k++) {
        mean[SAMPLE.label(i)][k] += levels[k] / 200.0;
      }
    }
    int right = 0;
    for (int i = 2000; i < 3000; i++) {
      double[] distance = new double[Digits.CLASSES];
      int[] levels = levels(SAMPLE, i);
      for (int c = 0; c < Digits.CLASSES; c++) {
        for (int k = 0; k < levels.length; k++) {
          distance[c] += (levels[k] - mean[c][k]) * (levels[k] - mean[c][k]);
        }
      }
      double least = Arrays.stream(distance).min().getAsDouble();
      right += distance[SAMPLE.label(i)] == least ? 1 : 0;
    }
    assertThat(right).isBetween(700, 900);
  }

  /** The share of the images of a digit that look so. */
  private static double share(int digit, Predicate<int[]> looksSo) {
    int so = 0;
    int all = 0;
    for (int i = 0; i < SAMPLE.size(); i++) {
      if (SAMPLE.label(i) == digit) {
        all++;
        so += looksSo.test(levels(SAMPLE, i)) ? 1 : 0;
      }
    }
    return (double) so / all;
  }

  /** Whether paper is enclosed by ink: whether a flood from the corner leaves some paper dry. */
  private static boolean hasHole(int[] levels) {
    boolean[] wet = new boolean[levels.length];
    ArrayDeque<Integer> open = new ArrayDeque<>();
    open.add(0);
    int count = 0;
    while (!open.isEmpty()) {
      int k = open.remove();
      if (!wet[k] && levels[k] < 128) {
        wet[k] = true;
        count++;
        for (int step : new int[] {-1, 1, -SIDE, SIDE}) {
          if (k + step >= 0 && k + step < wet.length) {
            open.add(k + step);
          }
        }
      }
    }
    return count < Arrays.stream(levels).filter(level -> level < 128).count();
  }

  /** The longest run of ink along a row, among some rows of the ink (as shares of its height). */
  private static int longestRun(int[] levels, double from, double to) {
    int first = 0;
    while (Arrays.stream(levels, first * SIDE, (first + 1) * SIDE).max().getAsInt() < 128) {
      first++;
    }
    int last = SIDE - 1;
    while (Arrays.stream(levels, last * SIDE, (last + 1) * SIDE).max().getAsInt() < 128) {
      last--;
    }
    int longest = 0;
    int run = 0;
    for (int k = (int) (first + from * (last - first)) * SIDE;
        k < (int) (first + to * (last - first) + 1) * SIDE; k++) {
      run = levels[k] < 128 ? 0 : run + 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  @Test
  void whatPeopleWriteInTwoWaysIsDrawnInTwoWays() {
    assertThat(share(1, ink -> longestRun(ink, 0.85, 1) > 7)).as("1 with base").isBetween(0.1, 0.5);
    assertThat(share(2, DrawnDigitsTest::hasHole)).as("2 with loop").isBetween(0.1, 0.6);
    assertThat(share(4, DrawnDigitsTest::hasHole)).as("closed 4").isBetween(0.1, 0.6);
    assertThat(share(7, ink -> longestRun(ink, 0.4, 0.7) > 7)).as("7 with bar").isBetween(0.1, 0.5);
    assertThat(share(9, ink -> longestRun(ink, 0.8, 1) > 7)).as("curved 9").isBetween(0.1, 0.5);
  }

  @Test
  void zeroSixEightAndNineHaveHoles() {
    for (int digit : new int[] {0, 6, 8, 9}) {
      assertThat(share(digit, DrawnDigitsTest::hasHole)).as("%d", digit).isGreaterThan(0.6);
    }
    for (int digit : new int[] {1, 3, 5, 7}) {
      assertThat(share(digit, DrawnDigitsTest::hasHole)).as("%d", digit).isLessThan(0.4);
    }
  }

  @Test
  void thereAreAsManyAsInMnistSoonAndTheCornersStayEmpty() {
    long start = System.nanoTime();
    Dataset dataset = DrawnDigits.dataset();
    // It takes 1 to 2 seconds; the rest is for a busy machine.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));

    assertThat(dataset.source()).isEqualTo(Dataset.DRAWN);
    assertThat(dataset.training().size()).isEqualTo(50_000);
    assertThat(dataset.validation().size()).isEqualTo(10_000);
    assertThat(dataset.test().size()).isEqualTo(10_000);

    int[] sum = new int[Digits.PIXELS];
    for (int i = 0; i < dataset.training().size(); i++) {
      int[] levels = levels(dataset.training(), i);
      Arrays.setAll(sum, k -> sum[k] + levels[k]);
    }
    long never = Arrays.stream(sum).filter(level -> level == 0).count();
    // MNIST has 67. Here the outermost 108 are always empty.
    assertThat(never).isBetween(108L, 250L);
  }
}
