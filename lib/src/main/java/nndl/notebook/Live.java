package nndl.notebook;

import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import nndl.plot.Bundle;
import nndl.plot.Drawing;

/**
 * A figure below a cell that is drawn anew, in place, while the cell computes: at most once a
 * second, and once more at the end. Safe for use by several threads.
 */
final class Live {
  private static final long INTERVAL = 1_000_000_000; // nanoseconds

  private final String id = UUID.randomUUID().toString();
  private final Supplier<? extends Drawing> drawing;
  private long lastTime = System.nanoTime();
  private boolean done;

  /** Shows the figure as it is at first. */
  Live(Supplier<? extends Drawing> drawing) {
    this.drawing = drawing;
    Kernel.show(Bundle.of(drawing.get()), id);
  }

  /** Draws it anew, unless that was done a moment ago. */
  synchronized void update() {
    if (!done && System.nanoTime() - lastTime >= INTERVAL) {
      draw();
      lastTime = System.nanoTime();
    }
  }

  /** Draws it for the last time. */
  synchronized void done() {
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
    Map<String, Object> figure = Bundle.of(drawing.get());
    Kernel.update(Map.of("text/html", "<div style=\"height: " + Bundle.height(figure)
        + "px\"></div>", "text/plain", figure.get("text/plain")), id);
    Kernel.update(figure, id);
  }
}
