package nndl.data;

import java.util.concurrent.CancellationException;
import nndl.words.Words;

/** Makes the steps of a training, so that it can be interrupted and says where it failed. */
public final class Guard {
  private Guard() {}

  /**
   * Makes a step, unless the thread was interrupted.
   *
   * @param epoch the epoch, counted from 1
   * @param step the step in that epoch, counted from 1
   * @param eta the learning rate
   * @param work makes the step
   * @throws CancellationException if the thread was interrupted
   * @throws ArithmeticException if the step leads to numbers that are not finite; the message names
   *     epoch and step, and what to do
   */
  public static void step(int epoch, int step, double eta, Runnable work) {
    if (Thread.interrupted()) {
      throw new CancellationException(Words.text("training.interrupted", epoch));
    }
    try {
      work.run();
    } catch (ArithmeticException e) {
      throw new ArithmeticException(
          Words.text("training.failed", epoch, step, e.getMessage(), eta));
    }
  }
}
