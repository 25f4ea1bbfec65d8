package nndl.experiment;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import nndl.notebook.Progress;
import nndl.words.Words;
import tech.tablesaw.api.Table;

/** Runs the runs of an experiment on a pool of threads, one task per thread at a time. */
final class Execution {
  private static final long PATIENCE = 900; // milliseconds, so that a stop takes below a second
  private static final long AGAIN = 50; // milliseconds

  private final String title;
  private final Results results;
  private final Experiment.Task task;
  private final AtomicReference<IllegalStateException> failure = new AtomicReference<>();

  Execution(String title, Results results, Experiment.Task task) {
    this.title = title;
    this.results = results;
    this.task = task;
  }

  Table run(int threads) {
    int count = results.runs().size();
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(count, threads), work -> {
      Thread thread = new Thread(work, "nndl run");
      thread.setDaemon(true);
      return thread;
    });
    try (Progress progress = Progress.start(Words.text("runs.starting", title))) {
      results.show(progress);
      try {
        CompletionService<Void> finished = new ExecutorCompletionService<>(pool);
        for (Run run : results.runs()) {
          finished.submit(() -> one(run));
        }
        for (int i = 0; i < count; i++) {
          finished.take().get(); // whichever ends next, so that a failure stops the others at once
        }
        progress.done(Words.text("runs.done", title, count, count));
      } catch (InterruptedException e) {
        progress.done(Words.text("runs.interrupted", title));
        throw new CancellationException(Words.text("runs.interrupted", title));
      } catch (ExecutionException e) {
        progress.done(Words.text("runs.failed", title));
        throw failure.get();
      } finally {
        results.stop();
        stop(pool);
        results.drawLast();
      }
      return results.table();
    }
  }

  private Void one(Run run) {
    try {
      results.endIfStopped();
      task.run(run);
      results.ended(run);
      return null;
    } catch (Throwable e) { // also a failed check, which is an Error
      // What the others throw when they are stopped is no news.
      failure.compareAndSet(null, new IllegalStateException(
          Words.text("runs.one", title, run.inWords(), text(e)), e));
      results.stop(); // at once, or this thread would begin another run
      throw failure.get();
    }
  }

  private static String text(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Interrupts the threads until they end, since what a run calls may swallow an interrupt. */
  private static void stop(ExecutorService pool) {
    boolean interrupted = Thread.interrupted();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
    do {
      pool.shutdownNow();
      try {
        pool.awaitTermination(AGAIN, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    } while (!pool.isTerminated() && System.nanoTime() < end);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
