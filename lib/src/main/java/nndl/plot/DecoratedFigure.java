package nndl.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import tech.tablesaw.plotly.components.Figure;

/** A Tablesaw figure with what Tablesaw cannot say: decorations, panels, a slider. */
final class DecoratedFigure extends Figure {
  private final ObjectNode tree;

  /** Takes a figure of Tablesaw's, and the tree that is shown instead. */
  DecoratedFigure(Figure figure, ObjectNode tree) {
    super(figure.getLayout(), figure.getConfig(), figure.getTraces());
    this.tree = tree;
  }

  /** A new tree of a figure, which the theme has not dressed unless it has a slider. */
  static ObjectNode tree(Figure figure, Decoration... decorations) {
    ObjectNode tree = figure instanceof DecoratedFigure decorated ? decorated.tree.deepCopy()
        : TablesawScript.tree(figure);
    for (Decoration decoration : decorations) {
      decoration.apply(tree);
    }
    return tree;
  }
}
