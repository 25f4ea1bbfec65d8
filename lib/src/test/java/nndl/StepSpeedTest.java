package nndl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.IntStream;
import nndl.data.Digits;
import nndl.random.NumpyRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Guards what makes the step quick. A loop that the JIT compiler no longer turns into vector
 * instructions gives the same numbers, only later, so no other test would tell.
 */
class StepSpeedTest {
  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int IMAGES = 500;
  private static final int NEURONS = 100;

  private final Digits digits = SmallDigits.of(IMAGES);
  private final int[] order = IntStream.range(0, IMAGES).toArray();
  private final Step step = new QuickStep(new Network(new int[] {784, NEURONS, 10},
      Cost.CROSS_ENTROPY, Initializer.NEW, new NumpyRandom(1)), digits,
      new Hyperparameters(1, 10, 0.1, 5));

  private final double[][] rows = new double[784][NEURONS];
  private final int[] next = IntStream.rangeClosed(1, NEURONS).toArray();
  private int pixels;

  @BeforeEach
  void warmUp() {
    for (int i = 0; i < IMAGES; i++) {
      pixels += (int) Arrays.stream(digits.image(i).getDDRM().data).filter(x -> x != 0).count();
    }
    for (int i = 0; i < 40; i++) {
      steps();
      multiplyOneByOne();
    }
  }

  private void steps() {
    for (int from = 0; from < IMAGES; from += 10) {
      step.take(order, from, from + 10);
    }
  }

  /**
   * Multiplies and adds as often as the first layer does forwards and in its update, five rows at a
   * time too, but one number after another: where the next one is stands in an array, so that no
   * compiler can know that it is the one beside.
   */
  private void multiplyOneByOne() {
    double[] z = new double[NEURONS];
    for (int i = 0; i < 2 * pixels; i += 5) {
      int k = i % 780;
      oneByOne(z, rows[k], rows[k + 1], rows[k + 2], rows[k + 3], rows[k + 4]);
    }
    assertThat(z).containsOnly(0);
  }

  private void oneByOne(
      double[] z, double[] w0, double[] w1, double[] w2, double[] w3, double[] w4) {
    for (int j = 0; j < z.length; j = next[j]) {
      z[j] += 0.1 * w0[j] + 0.2 * w1[j] + 0.3 * w2[j] + 0.4 * w3[j] + 0.5 * w4[j];
    }
  }

  private static double cpuTime(Runnable work) {
    long start = THREADS.getCurrentThreadCpuTime();
    work.run();
    return THREADS.getCurrentThreadCpuTime() - start;
  }

  @Test
  void stepsTakeFarLessTimeThanTheirProductsOneByOne() {
    // The two take turns, so that what slows the machine down slows both; the median then leaves
    // out the turns in which it slowed only one. Measured: 0.30 to 0.36 with 4 or 8 numbers in a
    // vector, 0.59 with 2; without vectors 0.79.
    double[] ratios = IntStream.range(0, 31)
        .mapToDouble(i -> cpuTime(this::steps) / cpuTime(this::multiplyOneByOne))
        .sorted().toArray();
    assertThat(ratios[15]).isLessThan(0.69);
  }

  @Test
  void stepsAllocateNoArrays() {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    steps();
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated / (IMAGES / 10)).isZero();
  }
}
