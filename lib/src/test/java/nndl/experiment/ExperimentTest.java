package nndl.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tech.tablesaw.aggregate.AggregateFunctions.mean;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import nndl.notebook.Notebook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.components.Figure;

@Timeout(30)
class ExperimentTest {
  private final PrintStream out = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void takeWhatIsPrinted() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveBack() {
    System.setOut(out);
  }

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

  private static Experiment twoStarts() {
    return new Experiment("Trainings").factor("neurons", 100, 30).factor("start", "old", "new");
  }

  /** Three epochs; the later a run, the sooner it ends. */
  private static void train(Run run) throws InterruptedException {
    int slowness = run.number("neurons") / 10 + (run.text("start").equals("old") ? 5 : 0);
    for (int epoch = 1; epoch <= 3; epoch++) {
      Thread.sleep(slowness);
      run.epoch(epoch, Map.of("accuracy", run.number("neurons") + epoch / 10.0, "a", epoch));
    }
  }

  private static void endless(Run run, CountDownLatch started) {
    started.countDown();
    while (!Thread.interrupted()) {
      Thread.onSpinWait();
    }
    throw new CancellationException("stopped");
  }

  /** Calls in a thread of its own, interrupts it when all have started, and gives what it threw. */
  private static Throwable interrupted(Runnable call, CountDownLatch started)
      throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller = new Thread(call);
    caller.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
    caller.start();
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    caller.interrupt();
    caller.join(1000);
    assertThat(caller.isAlive()).isFalse();
    assertNoThreadIsLeft();
    return thrown.get();
  }

  @Test
  void theTableIsSortedByFactorsAsDeclaredThenByEpoch() {
    Table runs = twoStarts().run(ExperimentTest::train);
    assertThat(runs.name()).isEqualTo("Trainings");
    assertThat(runs.columnNames())
        .containsExactly("neurons", "start", "epoch", "a", "accuracy");
    assertThat(runs.intColumn("neurons").asList())
        .containsExactly(100, 100, 100, 100, 100, 100, 30, 30, 30, 30, 30, 30);
    assertThat(runs.stringColumn("start").asList()).containsExactly("old", "old", "old",
        "new", "new", "new", "old", "old", "old", "new", "new", "new");
    assertThat(runs.intColumn("epoch").asList())
        .containsExactly(1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3);
    assertThat(runs.doubleColumn("accuracy").asDoubleArray()).startsWith(100.1, 100.2, 100.3)
        .endsWith(30.1, 30.2, 30.3);
  }

  @Test
  void theTableIsTheSameOnAnyNumberOfCores() {
    String one = twoStarts().run(ExperimentTest::train, null, 1).printAll();
    for (int threads : new int[] {2, 4, 50}) {
      assertThat(twoStarts().run(ExperimentTest::train, null, threads).printAll()).isEqualTo(one);
    }
  }

  @Test
  void tablesawSummarizesByEveryFactor() {
    Table means = twoStarts().run(ExperimentTest::train)
        .summarize("accuracy", mean).by("neurons", "start", "epoch");
    assertThat(means.rowCount()).isEqualTo(12);
  }

  @Test
  void measuresStandInTheMapsOrder() {
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("cost", 0.5);
    measures.put("accuracy", 95.0);
    assertThat(new Experiment("one").factor("seed", 1).run(run -> run.row(measures)).columnNames())
        .containsExactly("seed", "cost", "accuracy");
  }

  @Test
  void aTableAddsRowsWithTextsAndWholeNumbers() {
    Table runs = new Experiment("layers").factor("start", "old", "new").run(run -> {
      Table rows = Table.create("rows", IntColumn.create("layer", 1, 2),
          StringColumn.create("what", "z", "z"), DoubleColumn.create("variance", 3, 4));
      run.rows(rows);
      rows.clear(); // the run has copies
    });
    assertThat(runs.intColumn("layer").asList()).containsExactly(1, 2, 1, 2);
    assertThat(runs.stringColumn("what").asList()).containsOnly("z").hasSize(4);
    assertThat(runs.doubleColumn("variance").asDoubleArray()).containsExactly(3, 4, 3, 4);
  }

  @Test
  void nanIsMissing() {
    Table runs = new Experiment("x").factor("seed", 1, 2)
        .run(run -> run.row(Map.of("accuracy", run.number("seed") == 1 ? Double.NaN : 90)));
    assertThat(runs.doubleColumn("accuracy").countMissing()).isEqualTo(1);
    assertThat(runs.doubleColumn("accuracy").median()).isEqualTo(90);
  }

  @Test
  void combinationsCanBeLeftOut() {
    Table runs = twoStarts()
        .without(run -> run.number("neurons") == 100 && run.text("start").equals("old"))
        .run(ExperimentTest::train);
    assertThat(runs.rowCount()).isEqualTo(9);
    assertThat(runs.intColumn("neurons").asList()).startsWith(100, 100, 100, 30);
    assertThatThrownBy(() -> twoStarts().without(run -> true).run(ExperimentTest::train))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("without(…) leaves out every combination");
  }

  @Test
  void aFactorsValueStandsForSomething() {
    Map<String, Double> rates = Map.of("0.1", 0.1, "0.5", 0.5);
    Table runs = new Experiment("rates").factor("eta", "0.5", "0.1")
        .run(run -> run.row(Map.of("eta²", Math.pow(run.value("eta", rates), 2))));
    assertThat(runs.doubleColumn("eta²").asDoubleArray()).containsExactly(0.25, 0.1 * 0.1);
    assertThatThrownBy(() -> new Experiment("rates").factor("eta", "0.2")
        .run(run -> run.value("eta", rates)))
        .hasMessageContaining("nothing is given for \"0.2\", a value of factor \"eta\"; "
            + "given are [0.1, 0.5]");
  }

  @Test
  void noMoreRunsAtOnceThanThereAreThreads() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    new Experiment("x").factor("seed", 1, 2, 3, 4, 5).run(run -> {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      Thread.sleep(20);
      run.row(Map.of("left", running.decrementAndGet()));
    }, null, 2);
    assertThat(most.get()).isEqualTo(2);
  }

  @Test
  void noThreadIsLeft() throws InterruptedException {
    twoStarts().run(ExperimentTest::train);
    assertNoThreadIsLeft();
  }

  @Test
  void badFactorsAreNamed() {
    assertThatThrownBy(() -> new Experiment("Races").run(run -> { }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("\"Races\" has no factor; add one");
    assertThatThrownBy(() -> twoStarts().factor("Start", 1, 2))
        .hasMessageContaining("two factors \"Start\"");
    assertThatThrownBy(() -> twoStarts().factor("seed", 1, 2, 1))
        .hasMessageContaining("factor \"seed\" has the value 1 twice");
    assertThatThrownBy(() -> twoStarts().factor("cost", "a", "a"))
        .hasMessageContaining("factor \"cost\" has the value a twice");
    assertThatThrownBy(() -> twoStarts().factor("cost", ""))
        .hasMessageContaining("factor \"cost\" has an empty value");
    assertThatThrownBy(() -> twoStarts().factor("seed", new int[0]))
        .hasMessageContaining("factor \"seed\" has no value");
    assertThatThrownBy(() -> twoStarts().epochs(0)).hasMessageContaining("0 epochs");
  }

  @Test
  void unknownFactorsAreNamed() {
    assertThatThrownBy(() -> twoStarts().run(run -> run.number("seed")))
        .hasMessageContaining("there is no factor \"seed\"; there are [neurons, start]");
    assertThatThrownBy(() -> twoStarts().run(run -> run.number("start")))
        .hasMessageContaining("ask with text(\"start\")");
    assertThatThrownBy(() -> twoStarts().run(run -> run.decimal("start")))
        .hasMessageContaining("of factor \"start\" is not a number, such as 0.5");
  }

  @Test
  void aFactorOfTextsMayBeNumbers() {
    Table runs = new Experiment("x").factor("η", "0.5", "2").factor("seed", 3)
        .run(run -> run.row(Map.of("sum", run.decimal("η") + run.decimal("seed"))));
    assertThat(runs.doubleColumn("sum")).containsExactly(3.5, 5.0);
  }

  @Test
  void allRowsMustHaveTheSameColumns() {
    assertThatThrownBy(() -> new Experiment("x").factor("start", "old", "new").run(run -> {
      run.row(run.text("start").equals("old") ? Map.of("accuracy", 1)
          : Map.of("accuracy", 1, "cost", 2));
    }, null, 1)).hasMessageContaining("the run with start new failed: column \"cost\" is in rows"
        + " of start new, but not in all of start old; add the same columns always");
    assertThatThrownBy(() -> new Experiment("x").factor("start", "old").run(run -> {
      run.epoch(1, Map.of("accuracy", 1));
      run.row(Map.of("accuracy", 1));
    })).hasMessageContaining("column \"epoch\" is in rows of start old, but not in all of");
    assertThatThrownBy(() -> new Experiment("x").factor("start", "old", "new").run(run -> {
      run.rows(Table.create("t", run.text("start").equals("old")
          ? IntColumn.create("layer", new int[] {1}) : DoubleColumn.create("layer", 1)));
    }, null, 1)).hasMessageContaining("column \"layer\" is of type INTEGER (start old) and of type"
        + " DOUBLE (start new)");
    assertThatThrownBy(() -> twoStarts().run(run -> run.row(Map.of("Start", 1))))
        .hasMessageContaining("column \"start\" is a factor");
    assertThatThrownBy(() -> twoStarts().run(run -> { }))
        .hasMessageContaining("failed: it added no row; add one with");
  }

  @Test
  void aFailureStopsTheOthersAndNamesTheRun() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    long start = System.nanoTime();
    assertThatThrownBy(() -> twoStarts().run(run -> {
      if (run.text("start").equals("old")) {
        endless(run, started);
      }
      started.await();
      throw new ArithmeticException("epoch 1, step 2: overflow");
    }, null, 2)).isInstanceOf(IllegalStateException.class)
        .hasMessage("Trainings: the run with neurons 100, start new failed: "
            + "epoch 1, step 2: overflow")
        .hasCauseInstanceOf(ArithmeticException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertNoThreadIsLeft();
  }

  @Test
  void failedChecksAndCheckedExceptionsAreTheCause() {
    assertThatThrownBy(() -> twoStarts().run(run -> Notebook.check("it holds", false)))
        .hasMessageContaining("failed: ✗ it holds")
        .hasCauseInstanceOf(Notebook.CheckFailed.class);
    assertThatThrownBy(() -> twoStarts().run(run -> {
      throw new IOException("no file");
    })).hasMessageContaining("no file").hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> twoStarts().run(run -> {
      throw new NullPointerException();
    })).hasMessageContaining("failed: NullPointerException");
  }

  @Test
  void anInterruptStopsAllWithinASecond() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(2);
    Throwable thrown = interrupted(
        () -> twoStarts().run(run -> endless(run, started), null, 2), started);
    assertThat(thrown).isInstanceOf(CancellationException.class)
        .hasMessage("Trainings: interrupted");
  }

  @Test
  void aRunThatSwallowsInterruptsEndsAtItsNextCall() throws InterruptedException {
    for (Experiment.Task call : List.<Experiment.Task>of(
        run -> run.epoch(1, Map.of("accuracy", 1)), run -> run.row(Map.of("accuracy", 1)),
        run -> run.rows(Table.create("t", IntColumn.create("layer", new int[] {1}))),
        run -> run.progress(0.5, "half"))) {
      CountDownLatch started = new CountDownLatch(2);
      interrupted(() -> twoStarts().run(run -> {
        while (true) {
          started.countDown();
          try {
            Thread.sleep(20);
          } catch (InterruptedException e) {
            Thread.interrupted(); // as bad code does
          }
          call.run(run);
        }
      }, null, 2), started);
    }
  }

  @Test
  void aStoppedRunAddsNothing() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    AtomicReference<Run> kept = new AtomicReference<>();
    interrupted(() -> new Experiment("x").factor("seed", 1).run(run -> {
      kept.set(run);
      endless(run, started);
    }), started);
    assertThatThrownBy(() -> kept.get().row(Map.of("accuracy", 1)))
        .isInstanceOf(CancellationException.class).hasMessage("x: stopped");
  }

  @Test
  void progressIsOneLine() {
    new Experiment("Trainings").factor("seed", 1).epochs(2).run(run -> {
      run.progress(0.1, "thinking");
      run.epoch(1, Map.of("accuracy", 1));
      run.epoch(2, Map.of("accuracy", 1));
    });
    assertThat(printed.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo("Trainings: starting");
  }

  private static Figure lines(Table soFar) {
    assertThat(soFar.column("accuracy").type()).isEqualTo(ColumnType.DOUBLE);
    return LinePlot.create("so far", soFar, "epoch", "accuracy", "start");
  }

  @Test
  void theFigureIsDrawnAtTheFirstRowAndAtTheEnd() {
    AtomicInteger drawn = new AtomicInteger();
    AtomicInteger rows = new AtomicInteger();
    twoStarts().run(ExperimentTest::train, soFar -> {
      drawn.incrementAndGet();
      rows.set(soFar.rowCount());
      return lines(soFar);
    });
    assertThat(drawn.get()).isBetween(2, 4); // on a busy machine once a second in between, too
    assertThat(rows).hasValue(12);
  }

  @Test
  void theFigureGrowsWhileRunsAddRows() {
    AtomicInteger drawn = new AtomicInteger();
    new Experiment("x").factor("start", "old").run(run -> {
      for (int epoch = 1; drawn.get() < 2; epoch++) { // first row, and then once a second
        run.epoch(epoch, Map.of("accuracy", epoch));
        Thread.sleep(20);
      }
    }, soFar -> {
      drawn.incrementAndGet();
      return lines(soFar);
    });
    assertThat(drawn.get()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void theFigureIsDrawnAtTheEndWhenARunFailsOrIsInterrupted() throws InterruptedException {
    AtomicInteger rows = new AtomicInteger();
    assertThatThrownBy(() -> twoStarts().run(run -> {
      run.epoch(1, Map.of("accuracy", 1));
      run.epoch(2, Map.of("accuracy", 1));
      throw new IOException("no");
    }, soFar -> {
      rows.set(soFar.rowCount());
      return lines(soFar);
    }, 1)).hasCauseInstanceOf(IOException.class);
    assertThat(rows).hasValue(2);

    CountDownLatch started = new CountDownLatch(1);
    interrupted(() -> twoStarts().run(run -> {
      for (int epoch = 1; epoch <= 5; epoch++) {
        run.epoch(epoch, Map.of("accuracy", 1));
      }
      endless(run, started);
    }, soFar -> {
      rows.set(soFar.rowCount());
      return lines(soFar);
    }, 1), started);
    assertThat(rows).hasValue(5);
  }

  @Test
  void aFigureThatCannotBeDrawnSaysSo() {
    assertThatThrownBy(() -> twoStarts().run(ExperimentTest::train,
        soFar -> LinePlot.create("so far", soFar, "epoch", "acuracy", "start")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the figure cannot be drawn").hasMessageContaining("acuracy");
  }
}
