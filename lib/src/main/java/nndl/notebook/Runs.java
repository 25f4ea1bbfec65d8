package nndl.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nndl.plot.Drawing;

/**
 * Runs long computations that do not depend on each other side by side, one a core, with one line
 * of progress. Results are the same on any number of cores, because each runs in one thread alone.
 */
public final class Runs {
  private Runs() {}

  /**
   * A computation. It must stop, with any exception, soon after its thread is interrupted.
   *
   * @param <T> what it gives
   */
  @FunctionalInterface
  public interface Run<T> {
    /**
     * Computes.
     *
     * @param report to be told how far it is
     * @return the result
     * @throws Exception if it fails
     */
    T run(Report report) throws Exception;
  }

  /** Is told how far a computation is. */
  @FunctionalInterface
  public interface Report {
    /**
     * Notes progress.
     *
     * @param done how much is done, 0 to 1
     * @param text where it is, in words
     */
    void at(double done, String text);
  }

  /**
   * Runs all, and waits for the last to end. If one fails or the caller is interrupted, the others
   * are stopped, and no thread is left behind.
   *
   * @param <T> what each gives
   * @param title what they are, such as "trainings"; progress and the line that stays name it
   * @param runs the computations
   * @return their results, in the order of the computations
   * @throws CancellationException if the caller was interrupted
   */
  public static <T> List<T> all(String title, List<? extends Run<T>> runs) {
    int threads = Math.max(1, Math.min(runs.size(), Runtime.getRuntime().availableProcessors()));
    return all(title, runs, threads);
  }

  /**
   * Runs all as {@link #all(String, List)} does, below a figure that grows while they run: it is
   * drawn anew each time that one of them reports, at most once a second, and for the last time
   * when they have ended, or failed, or were interrupted.
   *
   * @param <T> what each gives
   * @param title what they are
   * @param runs the computations
   * @param figure draws what there is so far; called by any of the threads that compute, one at a
   *     time
   * @return their results, in the order of the computations
   * @throws CancellationException if the caller was interrupted
   */
  public static <T> List<T> all(
      String title, List<? extends Run<T>> runs, Supplier<? extends Drawing> figure) {
    Live live = new Live(figure);
    List<Run<T>> drawn = new ArrayList<>();
    for (Run<T> run : runs) {
      drawn.add(report -> run.run((done, text) -> {
        report.at(done, text);
        live.update();
      }));
    }
    try {
      return all(title, drawn);
    } finally {
      live.done();
    }
  }

  static <T> List<T> all(String title, List<? extends Run<T>> runs, int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
      Thread thread = new Thread(task, "nndl run");
      thread.setDaemon(true);
      return thread;
    });
    try (Progress progress = Progress.start(title + ": starting")) {
      Overview overview = new Overview(title, runs.size(), progress);
      CompletionService<T> finished = new ExecutorCompletionService<>(pool);
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < runs.size(); i++) {
        int index = i;
        Run<T> run = runs.get(i);
        futures.add(finished.submit(() -> {
          T result = run.run((done, text) -> overview.note(index, done, text));
          overview.note(index, 1, "");
          return result;
        }));
      }
      List<T> results = new ArrayList<>();
      try {
        for (int i = 0; i < runs.size(); i++) {
          finished.take().get(); // whichever ends next, so that a failure stops the others at once
        }
        for (Future<T> future : futures) {
          results.add(future.get());
        }
      } catch (InterruptedException e) {
        progress.done(title + ": interrupted");
        throw new CancellationException(title + ": interrupted");
      } catch (ExecutionException e) {
        progress.done(title + ": failed");
        throw e.getCause() instanceof RuntimeException cause ? cause
            : e.getCause() instanceof Error error ? throwError(error)
            : new IllegalStateException(e.getCause());
      }
      progress.done(title + ": " + runs.size() + " of " + runs.size() + " done");
      return results;
    } finally {
      stop(pool);
    }
  }

  private static RuntimeException throwError(Error error) {
    throw error;
  }

  private static void stop(ExecutorService pool) {
    pool.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      pool.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** How far all are together, and what the one that spoke last said. */
  private static final class Overview {
    private final String title;
    private final Progress progress;
    private final double[] done;
    private final long start = System.nanoTime();

    Overview(String title, int runs, Progress progress) {
      this.title = title;
      this.progress = progress;
      done = new double[runs];
    }

    synchronized void note(int index, double part, String text) {
      done[index] = part;
      double sum = 0;
      int finished = 0;
      for (double d : done) {
        sum += d;
        finished += d == 1 ? 1 : 0;
      }
      double share = sum / done.length;
      long left = Math.round((System.nanoTime() - start) * 1e-9 * (1 - share) / share);
      progress.update("%s: %d of %d done%s%s".formatted(title, finished, done.length,
          share > 0 ? ", about " + left + " s left" : "", text.isEmpty() ? "" : " · " + text));
    }
  }
}
