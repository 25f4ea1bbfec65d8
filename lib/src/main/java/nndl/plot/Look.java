package nndl.plot;

/**
 * How a series looks, the same in all notebooks. Looks differ by dash, marker and pattern as well
 * as by colour, so that they can be told apart in grey and by colour-blind eyes.
 */
public enum Look {
  /** The old start, N(0, 1): blue, solid, circles. */
  OLD("#2A6EA6", "solid", "circle", ""),
  /** The new start, N(0, 1/n): orange, dashed, diamonds. */
  NEW("#FFA933", "dash", "diamond", "/"),
  /** What theory predicts: dark, dotted, crosses. */
  THEORY("#222222", "dot", "x", "."),
  /** What is neither old nor new: green, dash and dot, squares. */
  OTHER("#3B7D4F", "dashdot", "square", "x"),
  /** One of many: red, long dashes, triangles. */
  RED("#C8371F", "12px,6px", "triangle-up", "\\"),
  /** One of many: light blue, a dash and two dots, triangles that point down. */
  SKY("#56B4E9", "12px,3px,2px,3px,2px,3px", "triangle-down", "-"),
  /** One of many: pink, a long dash and a dot, stars. */
  PINK("#CC79A7", "longdashdot", "star", "|"),
  /** One of many: violet, dots far apart, pluses. */
  VIOLET("#5B3A8E", "2px,5px", "cross", "+"),
  /** One of many: olive, dashes close together, pentagons. */
  OLIVE("#8F8B1F", "8px,2px", "pentagon", "\\"),
  /** One of many: grey, short dashes, hexagons. */
  GREY("#8A8A8A", "4px,4px", "hexagon2", "");

  final String color;
  final String dash;
  final String symbol;
  final String pattern;

  Look(String color, String dash, String symbol, String pattern) {
    this.color = color;
    this.dash = dash;
    this.symbol = symbol;
    this.pattern = pattern;
  }

  /** The colour, with how much of it covers what is below: 0 to 1. */
  String color(double opacity) {
    int rgb = Integer.parseInt(color.substring(1), 16);
    return "rgba(%d, %d, %d, %s)".formatted(rgb >> 16, rgb >> 8 & 255, rgb & 255, opacity);
  }
}
