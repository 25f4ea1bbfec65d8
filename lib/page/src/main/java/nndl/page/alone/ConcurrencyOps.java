package nndl.page.alone;

import java.util.function.IntConsumer;
import pabeles.concurrency.GrowArray;
import pabeles.concurrency.IntRangeConsumer;
import pabeles.concurrency.IntRangeObjectConsumer;

/**
 * Stands in for the class of this name in EJML's jar, which needs a ForkJoinPool; a browser has none.
 * EJML uses it for matrices of more than 50,000 numbers, unless it is told to keep to one thread,
 * which the library does. So this is compiled, but it never runs; if it did, it would do the same
 * work in one thread.
 */
public final class ConcurrencyOps {
  private ConcurrencyOps() {}

  /** Calls for each number. */
  public static void loopFor(int start, int endExclusive, IntConsumer consumer) {
    loopFor(start, endExclusive, 1, consumer);
  }

  /** Calls for each number, step by step. */
  public static void loopFor(int start, int endExclusive, int step, IntConsumer consumer) {
    for (int i = start; i < endExclusive; i += step) {
      consumer.accept(i);
    }
  }

  /** Calls for all numbers at once. */
  public static void loopBlocks(int start, int endExclusive, IntRangeConsumer consumer) {
    consumer.accept(start, endExclusive);
  }

  /** Calls for all numbers at once. */
  public static void loopBlocks(
      int start, int endExclusive, int minBlock, IntRangeConsumer consumer) {
    consumer.accept(start, endExclusive);
  }

  /** Calls for all numbers at once, with one workspace. */
  public static <T> void loopBlocks(int start, int endExclusive, GrowArray<T> workspace,
      IntRangeObjectConsumer<T> consumer) {
    workspace.reset();
    workspace.resize(1);
    consumer.accept(workspace.get(0), start, endExclusive);
  }
}
