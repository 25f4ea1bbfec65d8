package nndl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import nndl.Cost;
import nndl.Hyperparameters;
import nndl.Monitor;
import nndl.Network;
import nndl.Sgd;
import nndl.SmallDigits;
import nndl.data.Digits;
import nndl.plot.Chart;
import nndl.random.PythonRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class RunsTest {
  @RegisterExtension final Printed printed = new Printed();

  /** A thread is not gone the moment its pool has ended, but very soon after. */
  private static void assertNoThreadIsLeft() throws InterruptedException {
    long end = System.nanoTime() + 1_000_000_000;
    while (threads() > 0 && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(threads()).isZero();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("nndl run")).count();
  }

  private static Runs.Run<Integer> endless(CountDownLatch started) {
    return report -> {
      started.countDown();
      while (!Thread.interrupted()) {
        Thread.onSpinWait();
      }
      throw new CancellationException("stopped");
    };
  }

  private static Network train(int seed) {
    Digits digits = SmallDigits.of(30);
    Network net = SmallDigits.network(Cost.CROSS_ENTROPY, 784, 17, 10);
    new Sgd(digits, new PythonRandom(seed)).train(net, new Hyperparameters(20, 7, 0.5, 0.1),
        digits, EnumSet.of(Monitor.TRAINING_COST), table -> { });
    return net;
  }

  @Test
  void givesResultsInTheOrderOfTheRuns() {
    List<Runs.Run<Integer>> runs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int index = i;
      runs.add(report -> {
        Thread.sleep(10 * (8 - index)); // the first ends last
        return index;
      });
    }
    assertThat(Runs.all("runs", runs, 4)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void givesTheSameNumbersOnOneCoreAndOnTwoAsWithoutRuns() {
    List<Runs.Run<Network>> runs = IntStream.range(0, 4)
        .mapToObj(seed -> (Runs.Run<Network>) report -> train(seed)).toList();
    List<Network> one = Runs.all("trainings", runs, 1);
    List<Network> two = Runs.all("trainings", runs, 2);
    for (int seed = 0; seed < 4; seed++) {
      Network alone = train(seed);
      assertThat(SmallDigits.difference(one.get(seed), alone)).isZero();
      assertThat(SmallDigits.difference(two.get(seed), alone)).isZero();
    }
  }

  @Test
  void runsNoMoreAtOnceThanThereAreThreads() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Runs.Run<Integer> run = report -> {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      Thread.sleep(20);
      return running.decrementAndGet();
    };
    Runs.all("runs", List.of(run, run, run, run, run), 2);
    assertThat(most.get()).isEqualTo(2);
  }

  @Test
  void leavesNoThreadBehind() throws InterruptedException {
    Runs.all("runs", List.of(report -> 1, report -> 2, report -> 3));
    assertNoThreadIsLeft();
  }

  @Test
  void aFailureStopsTheOthersAndIsThrown() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    long start = System.nanoTime();
    assertThatThrownBy(() -> Runs.all("runs", List.of(endless(started), report -> {
      started.await();
      throw new ArithmeticException("epoch 1, step 2: overflow");
    }), 2)).isInstanceOf(ArithmeticException.class).hasMessage("epoch 1, step 2: overflow");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertNoThreadIsLeft();
  }

  @Test
  void aFailedCheckIsThrownAsItIs() {
    assertThatThrownBy(() -> Runs.all("runs", List.of(report -> {
      Notebook.check("it holds", false);
      return 1;
    }))).isInstanceOf(Notebook.CheckFailed.class).hasMessage("✗ it holds");
  }

  @Test
  void aCheckedExceptionIsTheCause() {
    assertThatThrownBy(() -> Runs.all("runs", List.of(report -> {
      throw new IOException("no file");
    }))).isInstanceOf(IllegalStateException.class).hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("no file");
  }

  @Test
  void anInterruptStopsAllWithinASecondAndLeavesNoThread() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(2);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller = new Thread(() -> Runs.all(
        "runs", List.of(endless(started), endless(started), endless(started)), 2));
    caller.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
    caller.start();
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    caller.interrupt();
    caller.join(1000);
    assertThat(caller.isAlive()).isFalse();
    assertNoThreadIsLeft();
    assertThat(thrown.get()).isInstanceOf(CancellationException.class)
        .hasMessage("runs: interrupted");
  }

  @Test
  void anInterruptStopsTrainings() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(2);
    Digits digits = SmallDigits.of(30);
    Runs.Run<Network> training = report -> {
      Network net = SmallDigits.network(Cost.CROSS_ENTROPY, 784, 17, 10);
      new Sgd(digits, new PythonRandom(1)).train(net,
          new Hyperparameters(Integer.MAX_VALUE, 7, 0.01, 0), digits,
          EnumSet.allOf(Monitor.class), table -> started.countDown());
      return net;
    };
    Thread caller = new Thread(() -> Runs.all("trainings", List.of(training, training), 2));
    caller.setUncaughtExceptionHandler((thread, e) -> { });
    caller.start();
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    caller.interrupt();
    caller.join(1000);
    assertThat(caller.isAlive()).isFalse();
    assertNoThreadIsLeft();
  }

  @Test
  void saysWhatItIsDoing() {
    Runs.all("trainings", List.of(report -> {
      report.at(0.5, "epoch 1");
      return 1;
    }));
    assertThat(printed.text()).isEqualTo("trainings: starting\n");
  }

  @Test
  void nothingToRunGivesNothing() {
    assertThat(Runs.all("runs", List.<Runs.Run<Integer>>of())).isEmpty();
  }

  @Test
  void theFigureIsDrawnAtTheStartAndWhenAllHaveEnded() {
    AtomicInteger finished = new AtomicInteger();
    List<Integer> drawnAt = Collections.synchronizedList(new ArrayList<>());
    List<Runs.Run<Integer>> runs = List.of(
        report -> finished.incrementAndGet(), report -> finished.incrementAndGet());
    Runs.all("runs", runs, () -> {
      drawnAt.add(finished.get());
      return new Chart("so far", "x", "y").caption("It grows.");
    });
    assertThat(drawnAt).containsExactly(0, 2);
    assertThat(printed.text()).containsOnlyOnce("It grows.");
  }

  @Test
  void theFigureGrowsWhileRunsReport() {
    AtomicInteger drawn = new AtomicInteger();
    List<Runs.Run<Integer>> runs = List.of(report -> {
      while (drawn.get() < 2) { // at the start, and then because of a report
        report.at(0.5, "half");
        Thread.sleep(20);
      }
      return 1;
    });
    Runs.all("runs", runs, () -> {
      drawn.incrementAndGet();
      return new Chart("so far", "x", "y");
    });
    assertThat(drawn).hasValue(3);
  }

  @Test
  void theFigureShowsWhatThereWasWhenARunFails() {
    AtomicInteger drawn = new AtomicInteger();
    List<Runs.Run<Integer>> runs = List.of(report -> {
      throw new IllegalArgumentException("no");
    });
    assertThatThrownBy(() -> Runs.all("runs", runs, () -> {
      drawn.incrementAndGet();
      return new Chart("so far", "x", "y");
    })).isInstanceOf(IllegalArgumentException.class);
    assertThat(drawn).hasValue(2);
  }
}
