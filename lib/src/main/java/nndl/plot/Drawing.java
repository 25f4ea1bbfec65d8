package nndl.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a notebook can show as a figure: a chart, a heat map, panels, pictures, steps. */
public abstract class Drawing {
  Drawing() {}

  /** The figure as Plotly has it, {@code {data, layout, config}}: new each time. */
  abstract ObjectNode json();

  /** What the figure shows, in words. */
  abstract String caption();
}
