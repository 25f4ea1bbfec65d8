package nndl.page;

import nndl.Hyperparameters;
import nndl.Network;
import nndl.Step;
import nndl.fast.QuickNetwork;
import org.teavm.interop.Async;
import org.teavm.interop.AsyncCallback;

/**
 * Lets a training of the notebooks' own {@code Sgd} go on in portions: before each step it waits for
 * leave. For this the training has a thread of its own; TeaVM makes threads of callbacks, so only
 * one runs at a time, and to wait is to return.
 */
final class Pace {
  private Step step;
  private int taken;
  private int leave;
  private AsyncCallback<Void> waiting;

  /** Makes steps that wait. */
  Step.Factory over(Step.Factory steps) {
    return (net, training, hyperparameters) -> {
      step = steps.of(net, training, hyperparameters);
      taken = 0;
      return new Paced(this, step);
    };
  }

  /** How many steps the training has taken. */
  int taken() {
    return taken;
  }

  /** Whether the training waits for leave. */
  boolean isWaiting() {
    return waiting != null;
  }

  /** Lets the training that waits take some steps; returns when it waits again, or has ended. */
  void go(int steps) {
    AsyncCallback<Void> callback = waiting;
    waiting = null;
    leave = steps;
    callback.complete(null);
  }

  /** Brings the network up to date between two steps, and returns its quick form. */
  QuickNetwork update() {
    return step.update();
  }

  private void awaitLeave() {
    if (leave == 0) {
      suspend();
    }
    leave--;
    taken++;
  }

  @Async
  private native void suspend();

  private void suspend(AsyncCallback<Void> callback) {
    waiting = callback;
  }

  private record Paced(Pace pace, Step step) implements Step {
    @Override
    public Network net() {
      return step.net();
    }

    @Override
    public Hyperparameters hyperparameters() {
      return step.hyperparameters();
    }

    @Override
    public void take(int[] order, int from, int to) {
      pace.awaitLeave();
      step.take(order, from, to);
    }

    @Override
    public QuickNetwork update() {
      return step.update();
    }
  }
}
