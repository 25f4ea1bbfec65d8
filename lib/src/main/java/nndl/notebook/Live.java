package nndl.notebook;

import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import nndl.plot.MimeBundle;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure below a cell that is drawn anew, in place, while the cell computes: at most once a
 * second, and once more at the end. Safe for use by several threads.
 */
public final class Live {
  private static final long INTERVAL = 1_000_000_000; // nanoseconds

  private final String id = UUID.randomUUID().toString();
  private final Supplier<? extends Figure> figure;
  private long lastTime = System.nanoTime();
  private boolean done;

  /**
   * Shows the figure as it is at first.
   *
   * @param figure draws the figure as it is now
   */
  public Live(Supplier<? extends Figure> figure) {
    this.figure = figure;
    Kernel.show(MimeBundle.of(figure.get()).data(), id);
  }

  /** Draws it anew, unless that was done a moment ago. */
  public synchronized void update() {
    if (!done && System.nanoTime() - lastTime >= INTERVAL) {
      draw();
      lastTime = System.nanoTime();
    }
  }

  /** Draws it for the last time. */
  public synchronized void done() {
    if (!done) {
      done = true;
      draw();
    }
  }

  /**
   * JupyterLab's Plotly extension ignores a new figure where it has drawn one, so an empty box of
   * the same height comes between.
   */
  private void draw() {
    MimeBundle bundle = MimeBundle.of(figure.get());
    Kernel.update(Map.of("text/html", "<div style=\"height: " + bundle.height() + "px\"></div>",
        "text/plain", bundle.data().get("text/plain")), id);
    Kernel.update(bundle.data(), id);
  }
}
