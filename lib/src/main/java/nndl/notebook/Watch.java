package nndl.notebook;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Ends the kernel when the program that started it is gone. Jupyter ends its kernels itself, but not
 * if it is killed; without this, they would stay, and perhaps train for hours.
 */
final class Watch {
  /** Jupyter names itself there; some other programs that start kernels do not. */
  private static final String PARENT = "JPY_PARENT_PID";

  private static boolean started;

  private Watch() {}

  /** Starts to watch, unless it did so before; where no parent is named, does nothing. */
  static synchronized void start() {
    if (!started) {
      started = true;
      of(System.getenv(PARENT), System.getProperty("os.name"), () -> Runtime.getRuntime().halt(1));
    }
  }

  /**
   * Watches a process.
   *
   * @param pid its number, or null; on Windows, Jupyter gives a handle instead
   * @param system the name of the operating system
   * @param end what to do when the process is gone
   * @return what completes after that, or nothing where there is no such process
   */
  static Optional<CompletableFuture<Void>> of(String pid, String system, Runnable end) {
    if (pid == null || !pid.matches("[0-9]{1,18}")
        || system.toLowerCase(Locale.ROOT).startsWith("windows")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(pid)).map(process -> process.onExit().thenRun(end));
  }
}
