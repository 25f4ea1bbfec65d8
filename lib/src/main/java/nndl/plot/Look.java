package nndl.plot;

import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Symbol;

/**
 * How a series looks, the same in all notebooks. Looks differ by dash and marker as well as by
 * colour, so that they can be told apart in grey and by colour-blind eyes.
 */
public enum Look {
  /** The old start, N(0, 1): blue, solid, circles. */
  OLD("#2A6EA6", Line.Dash.SOLID, Symbol.CIRCLE),
  /** The new start, N(0, 1/n): orange, dashed, diamonds. */
  NEW("#FFA933", Line.Dash.DASH, Symbol.DIAMOND),
  /** What theory predicts: dark, dotted, crosses. */
  THEORY("#222222", Line.Dash.DOT, Symbol.X),
  /** What is neither old nor new: green, dash and dot, squares. */
  OTHER("#3B7D4F", Line.Dash.DASH_DOT, Symbol.SQUARE);

  final String color;
  final Line.Dash dash;
  final Symbol symbol;

  Look(String color, Line.Dash dash, Symbol symbol) {
    this.color = color;
    this.dash = dash;
    this.symbol = symbol;
  }

  /** The colour, with how much of it covers what is below: 0 to 1. */
  String color(double opacity) {
    int rgb = Integer.parseInt(color.substring(1), 16);
    return "rgba(%d, %d, %d, %s)".formatted(rgb >> 16, rgb >> 8 & 255, rgb & 255, opacity);
  }
}
