package nndl.notebook;

import java.util.Arrays;
import java.util.Locale;
import nndl.data.Validate;
import nndl.words.Words;
import org.ejml.simple.SimpleMatrix;

/**
 * A small network, drawn with its numbers: neurons in columns, an arrow from each to each of the
 * next column, and texts at both. What runs forward is black, errors that run back are red. Shown
 * by {@link Notebook#show(NetworkDrawing, nndl.plot.Decoration)}. The methods that add numbers take
 * the format of one, as {@link String#format} does, and return the drawing.
 */
public final class NetworkDrawing {
  private static final int WIDTH = 640;
  private static final int SIDE = 72; // from the edge to the middle of the neurons there
  private static final int ROW = 116; // from neuron to neuron in a column
  private static final int TOP = 36; // for headings
  private static final int BOTTOM = 14;
  private static final int RADIUS = 36;
  private static final double LETTER = 11.5; // the width of one
  private static final double BESIDE = 15; // from an arrow to the one that runs back beside it
  private static final double NEAR_START = 0.29; // where texts stand on arrows, as a share
  private static final double NEAR_END = 0.66;
  private static final String FONTS = "Open Sans, Helvetica, Arial, sans-serif"; // the figures'
  private static final String INK = "#222222";
  private static final String LINE = "#888888";
  private static final String ERROR = "#C8371F";

  private final int[] sizes;
  private final int most; // neurons in a layer
  private final StringBuilder lines = new StringBuilder();
  private final StringBuilder neurons = new StringBuilder();
  private final StringBuilder texts = new StringBuilder();

  /**
   * Draws neurons and arrows, without numbers.
   *
   * @param sizes neurons in each layer, the inputs first; a handful each
   */
  public NetworkDrawing(int... sizes) {
    this.sizes = Validate.sizes(sizes).clone();
    most = Arrays.stream(sizes).max().orElseThrow();
    for (int l = 0; l < sizes.length; l++) {
      for (int i = 0; i < sizes[l]; i++) {
        neurons.append(format("<circle cx='%.1f' cy='%.1f' r='%d' fill='#FFFFFF' stroke='%s'"
            + " stroke-width='2.5'/>\n", x(l), y(l, i), RADIUS, INK));
        for (int to = 0; l + 1 < sizes.length && to < sizes[l + 1]; to++) {
          new Arrow(l, i, l + 1, to, 0).draw(LINE);
        }
      }
    }
  }

  /**
   * Writes a word or two above a layer.
   *
   * @param layer the layer; 0 has the inputs
   * @param text what to write
   * @return the drawing
   */
  public NetworkDrawing heading(int layer, String text) {
    write(x(layer), 26, text, "#666666");
    return this;
  }

  /**
   * Writes a number into each neuron of a layer, such as its activation.
   *
   * @param layer the layer; 0 has the inputs
   * @param format the format of one number
   * @param values one each, from top to bottom
   * @return the drawing
   */
  public NetworkDrawing neurons(int layer, String format, SimpleMatrix values) {
    for (int i = 0; i < sizes[layer]; i++) {
      write(x(layer), y(layer, i), number(format, values.get(i)), INK);
    }
    return this;
  }

  /**
   * Writes a number below each neuron of a layer, in red, such as its error.
   *
   * @param layer the layer; 0 has the inputs
   * @param format the format of one number
   * @param values one each, from top to bottom
   * @return the drawing
   */
  public NetworkDrawing errors(int layer, String format, SimpleMatrix values) {
    for (int i = 0; i < sizes[layer]; i++) {
      writeOver(x(layer), y(layer, i) + RADIUS + 15, number(format, values.get(i)), ERROR);
    }
    return this;
  }

  /**
   * Writes a number on each arrow into a layer, such as its weight.
   *
   * @param layer the layer that the arrows lead to, from 1
   * @param format the format of one number
   * @param values one row a neuron of that layer, one column a neuron of the layer before
   * @return the drawing
   */
  public NetworkDrawing weights(int layer, String format, SimpleMatrix values) {
    for (int to = 0; to < sizes[layer]; to++) {
      for (int from = 0; from < sizes[layer - 1]; from++) {
        new Arrow(layer - 1, from, layer, to, 0)
            .write(NEAR_START, number(format, values.get(to, from)), INK);
      }
    }
    return this;
  }

  /**
   * Draws an arrow back along each arrow into a layer, in red, with a number on it, such as the
   * part of an error that it carries.
   *
   * @param layer the layer that the arrows come from, from 1
   * @param format the format of one number
   * @param values one row a neuron of that layer, one column a neuron of the layer before
   * @return the drawing
   */
  public NetworkDrawing back(int layer, String format, SimpleMatrix values) {
    for (int from = 0; from < sizes[layer]; from++) {
      for (int to = 0; to < sizes[layer - 1]; to++) {
        // On the outer side, so that those that come together do not meet.
        boolean above = y(layer, from) + y(layer - 1, to) < 2 * middle();
        double aside = above ? -BESIDE : BESIDE;
        new Arrow(layer, from, layer - 1, to, aside).draw(ERROR);
        new Arrow(layer, from, layer - 1, to, 1.6 * aside)
            .write(1 - NEAR_END, number(format, values.get(from, to)), ERROR);
      }
    }
    return this;
  }

  /** The drawing as SVG, with a text for those who cannot see it. */
  String svg(String caption) {
    return format("<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %1$d"
            + " %2$d' role='img' font-family='%s' font-size='20'>\n<title>%s</title>\n"
            + "<rect width='100%%' height='100%%' rx='12' fill='#FFFFFF'/>\n%s%s%s</svg>\n",
        WIDTH, TOP + ROW * most + BOTTOM, Words.text("figure.fonts", FONTS), escape(caption),
        lines, neurons, texts);
  }

  private double x(int layer) {
    return SIDE + layer * (WIDTH - 2.0 * SIDE) / (sizes.length - 1);
  }

  private double y(int layer, int neuron) {
    return middle() + ROW * (neuron - (sizes[layer] - 1) / 2.0);
  }

  private double middle() {
    return TOP + ROW * most / 2.0;
  }

  private void write(double x, double y, String text, String colour) {
    texts.append(format("<text x='%.1f' y='%.1f' text-anchor='middle' fill='%s'>%s</text>\n",
        x, y + 7, colour, escape(text)));
  }

  /** Writes a text where arrows may be, and clears what lies behind it. */
  private void writeOver(double x, double y, String text, String colour) {
    double width = LETTER * text.length();
    texts.append(format("<rect x='%.1f' y='%.1f' width='%.1f' height='20' fill='#FFFFFF'/>\n",
        x - width / 2, y - 10, width));
    write(x, y, text, colour);
  }

  /** An arrow between two neurons, moved aside: to its left where that is positive. */
  private final class Arrow {
    private final double x;
    private final double y;
    private final double right;
    private final double down;

    Arrow(int fromLayer, int from, int toLayer, int to, double aside) {
      double dx = x(toLayer) - x(fromLayer);
      double dy = y(toLayer, to) - y(fromLayer, from);
      double length = Math.hypot(dx, dy);
      double start = (RADIUS + 3) / length;
      x = x(fromLayer) + start * dx + aside * dy / length;
      y = y(fromLayer, from) + start * dy - aside * dx / length;
      right = (1 - 2 * start) * dx;
      down = (1 - 2 * start) * dy;
    }

    void draw(String colour) {
      double length = Math.hypot(right, down);
      double u = right / length;
      double v = down / length;
      double tipX = x + right;
      double tipY = y + down;
      lines.append(format("<path d='M%.1f %.1fL%.1f %.1f' stroke='%s' stroke-width='2.5'/>"
              + "<path d='M%.1f %.1fL%.1f %.1fL%.1f %.1fZ' fill='%5$s'/>\n",
          x, y, tipX - 8 * u, tipY - 8 * v, colour, tipX, tipY,
          tipX - 13 * u - 6 * v, tipY - 13 * v + 6 * u,
          tipX - 13 * u + 6 * v, tipY - 13 * v - 6 * u));
    }

    void write(double share, String text, String colour) {
      writeOver(x + share * right, y + share * down, text, colour);
    }
  }

  private static String number(String format, double value) {
    return format(format, value).replace('-', '−');
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
