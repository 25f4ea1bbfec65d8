package nndl.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Something that Tablesaw cannot say of a figure; {@link Decorations} makes them. */
@FunctionalInterface
public interface Decoration {
  /**
   * Changes a figure before the theme dresses it: its titles and the names of its traces are still
   * keys.
   *
   * @param figure the figure as Plotly has it, {@code {data, layout, config}}
   */
  void apply(ObjectNode figure);
}
