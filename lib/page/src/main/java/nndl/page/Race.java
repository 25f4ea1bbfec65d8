package nndl.page;

import nndl.data.Digits;

/** The third part of the page: up to four networks that learn in turn, a few steps each. */
final class Race {
  /** Steps that a training takes without asking how late it is. */
  private static final int PORTION = 10;
  /** How long the race keeps the worker from hearing the page, at most. */
  private static final double SLICE_MILLIS = 25;
  /** How often a network is looked into while it learns. */
  private static final double LOOK_MILLIS = 800;

  private final double id;
  private final Training[] trainings;
  private final double[] looked;
  private final int[] target;
  private int layer;
  private boolean scheduled;

  /** Draws the networks. */
  Race(Request request, Digits training, Digits validation) {
    id = request.number("race");
    Request[] networks = request.requests("networks");
    boolean continued = request.flag("continued");
    int epochs = request.whole("epochs");
    layer = request.whole("layer") - 1;
    trainings = new Training[networks.length];
    looked = new double[networks.length];
    target = new int[networks.length];
    for (int k = 0; k < networks.length; k++) {
      boolean second = continued && k % 2 == 1;
      trainings[k] = new Training(networks[k], training, validation,
          second ? trainings[k - 1] : null, continued ? epochs : 0);
      look(k);
    }
  }

  /** Shows another layer. */
  void show(int layer) {
    this.layer = layer - 1;
    for (int k = 0; k < trainings.length; k++) {
      look(k);
    }
  }

  /** Lets all networks go on for so many steps. */
  void step(int steps) {
    for (int k = 0; k < trainings.length; k++) {
      target[k] = trainings[k].taken() + steps;
    }
    schedule();
  }

  /** Lets all networks go on to the end of an epoch. */
  void runTo(int epoch) {
    for (int k = 0; k < trainings.length; k++) {
      target[k] = epoch * trainings[k].stepsPerEpoch();
    }
    schedule();
  }

  /** Lets all networks go on to the end of the epoch that they are in. */
  void epoch() {
    for (int k = 0; k < trainings.length; k++) {
      int epoch = (int) trainings[k].progress() + 1;
      target[k] = epoch * trainings[k].stepsPerEpoch();
    }
    schedule();
  }

  /** Stops all networks where they are. */
  void pause() {
    for (int k = 0; k < trainings.length; k++) {
      target[k] = 0;
    }
    schedule();
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      Host.later(this::slice);
    }
  }

  private void slice() {
    scheduled = false;
    if (!Main.isCurrent(this)) {
      return;
    }
    double end = Host.now() + SLICE_MILLIS;
    boolean waits = false;
    do {
      int k = hindmost();
      if (k < 0) {
        break;
      }
      if (!trainings[k].isReady()) { // its thread has not begun yet
        waits = true;
        break;
      }
      if (trainings[k].go(Math.min(PORTION, target[k] - trainings[k].taken()))) {
        Host.tell(trainings[k].afterEpoch().put("event", "epoch").put("race", id)
            .put("network", k));
        if (Host.now() > looked[k] + LOOK_MILLIS || trainings[k].hasEnded()) {
          look(k);
        }
      }
    } while (Host.now() < end);
    if (waits || hindmost() >= 0) {
      schedule();
      return;
    }
    for (int k = 0; k < trainings.length; k++) {
      look(k);
    }
    Host.tell(Answer.empty().put("event", "rest").put("race", id));
  }

  /** Of the networks that are to go on, the one that is least far, or −1. */
  private int hindmost() {
    int hindmost = -1;
    for (int k = 0; k < trainings.length; k++) {
      boolean goesOn = !trainings[k].hasEnded() && !trainings[k].mustWait()
          && trainings[k].taken() < target[k];
      if (goesOn && (hindmost < 0
          || trainings[k].progress() < trainings[hindmost].progress())) {
        hindmost = k;
      }
    }
    return hindmost;
  }

  private void look(int k) {
    looked[k] = Host.now();
    Host.tell(trainings[k].look(layer).put("event", "look").put("race", id).put("network", k));
  }
}
