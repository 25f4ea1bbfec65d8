package nndl.fast;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Guards the two loops that take most of a step: do they still run in vector instructions? */
class LoopsTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int N = Loops.padded(300);

  /** Measured: 0.13 with 4 or 8 numbers in a vector, 0.27 with 2; 0.41 and 0.58 without vectors. */
  private static final double LIMIT = 0.34;

  private final double[][] rows = new double[6][N];
  private final int[] next = IntStream.rangeClosed(1, N).toArray();

  private void addOneByOne(
      double[] z, double[] w0, double[] w1, double[] w2, double[] w3, double[] w4) {
    for (int j = 0; j < z.length; j = next[j]) { // nobody can know that the next is the one beside
      z[j] = z[j] + 1.5 * w0[j] + 2.5 * w1[j] + 3.5 * w2[j] + 4.5 * w3[j] + 5.5 * w4[j];
    }
  }

  private void addToFiveOneByOne(
      double[] g, double[] w0, double[] w1, double[] w2, double[] w3, double[] w4) {
    for (int j = 0; j < g.length; j = next[j]) {
      double d = g[j];
      w0[j] += 1.5 * d;
      w1[j] += 2.5 * d;
      w2[j] += 3.5 * d;
      w3[j] += 4.5 * d;
      w4[j] += 5.5 * d;
    }
  }

  private static double cpuTime(Runnable loop) {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < 10_000; i++) {
      loop.run();
    }
    return THREADS.getCurrentThreadCpuTime() - start;
  }

  /** The median of 21 turns; what slows the machine down for long slows both loops. */
  private static double ratio(Runnable loop, Runnable oneByOne) {
    cpuTime(loop);
    cpuTime(oneByOne);
    return IntStream.range(0, 21).mapToDouble(i -> cpuTime(loop) / cpuTime(oneByOne))
        .sorted().toArray()[10];
  }

  @Test
  void addingFiveRowsIsVectorized() {
    double[][] r = rows;
    assertThat(ratio(
        () -> Loops.add(r[5], 1.5, r[0], 2.5, r[1], 3.5, r[2], 4.5, r[3], 5.5, r[4]),
        () -> addOneByOne(r[5], r[0], r[1], r[2], r[3], r[4]))).isLessThan(LIMIT);
  }

  @Test
  void addingToFiveRowsIsVectorized() {
    double[][] r = rows;
    assertThat(ratio(
        () -> Loops.addToFive(r[5], 1.5, r[0], 2.5, r[1], 3.5, r[2], 4.5, r[3], 5.5, r[4]),
        () -> addToFiveOneByOne(r[5], r[0], r[1], r[2], r[3], r[4]))).isLessThan(LIMIT);
  }
}
