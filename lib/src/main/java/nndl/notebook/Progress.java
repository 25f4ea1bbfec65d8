package nndl.notebook;

import java.util.Map;
import java.util.UUID;

/**
 * One line below a cell that says how far a long computation is. It changes in place, at most five
 * times a second, since kernels lose messages that come faster. Safe for use by several threads.
 */
public final class Progress implements AutoCloseable {
  private static final long INTERVAL = 200_000_000; // nanoseconds

  private final String id = UUID.randomUUID().toString();
  private long lastTime = System.nanoTime();
  private boolean closed;

  private Progress(String text) {
    Kernel.show(bundle(text), id);
  }

  /**
   * Shows the line.
   *
   * @param text what it says first
   * @return the line
   */
  public static Progress start(String text) {
    return new Progress(text);
  }

  /**
   * Changes the line, unless it changed a moment ago.
   *
   * @param text what it says now
   */
  public synchronized void update(String text) {
    if (!closed && System.nanoTime() - lastTime >= INTERVAL) {
      lastTime = System.nanoTime();
      Kernel.update(bundle(text), id);
    }
  }

  /**
   * Changes the line for the last time.
   *
   * @param text what stays: nothing that differs from run to run, so no times
   */
  public synchronized void done(String text) {
    if (!closed) {
      closed = true;
      Kernel.update(bundle(text), id);
    }
  }

  /** Takes the line away, unless it is done. */
  @Override
  public synchronized void close() {
    done("");
  }

  private static Map<String, String> bundle(String text) {
    return Map.of("text/plain", text);
  }
}
