package nndl.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nndl.words.Words;
import org.ejml.simple.SimpleMatrix;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.ScatterTrace;

/**
 * What Tablesaw cannot say of a figure: lines, bands, notes, error bars, panels, sliders. Notebooks
 * import these methods statically, as in {@code show(figure, verticalLine(1, "here"))}.
 */
public final class Decorations {
  private Decorations() {}

  /**
   * Says in words what the figure shows, for those who cannot see it.
   *
   * @param text a sentence or two; without it, the title is what they get
   * @return the decoration
   */
  public static Decoration caption(String text) {
    return figure -> figure.put("caption", text);
  }

  /**
   * Puts a title above all, such as above panels.
   *
   * @param text the title
   * @return the decoration
   */
  public static Decoration title(String text) {
    return figure -> Json.put(figure, "layout.title.text", text);
  }

  /**
   * Draws a vertical line from bottom to top.
   *
   * @param x where, on the horizontal axis
   * @param label what stands at its top; empty for nothing
   * @return the decoration
   */
  public static Decoration verticalLine(double x, String label) {
    return verticalBand(x, x, label);
  }

  /**
   * Draws a horizontal line from left to right.
   *
   * @param y where, on the vertical axis
   * @param label what stands at its right end; empty for nothing
   * @return the decoration
   */
  public static Decoration horizontalLine(double y, String label) {
    return figure -> {
      shape(figure, "y", "x", y, y);
      label(figure, "x domain", "y", 1, y, label, "right", "bottom");
    };
  }

  /**
   * Shades a region from bottom to top.
   *
   * @param from left edge, on the horizontal axis
   * @param to right edge
   * @param label what stands at its top; empty for nothing
   * @return the decoration
   */
  public static Decoration verticalBand(double from, double to, String label) {
    return figure -> {
      shape(figure, "x", "y", from, to);
      label(figure, "x", "y domain", (from + to) / 2, 0.99, label, "center", "top");
    };
  }

  private static void shape(
      ObjectNode figure, String along, String across, double from, double to) {
    ObjectNode shape = Json.object(
        along + "ref", along, across + "ref", across + " domain", along + 0, from, along + 1, to,
        across + 0, 0, across + 1, 1);
    Json.fill(shape, Json.theme(from < to ? "area" : "line"));
    figure.withArray("/layout/shapes").add(shape);
  }

  /**
   * Writes a note beside a point, with an arrow to it.
   *
   * @param x where the point is, on the horizontal axis
   * @param y where it is, on the vertical axis
   * @param text what the note says
   * @return the decoration
   */
  public static Decoration annotate(double x, double y, String text) {
    return annotate(x, y, text, 40, -40);
  }

  /**
   * Writes a note beside a point, with an arrow to it, where there is room for it.
   *
   * @param x where the point is, on the horizontal axis
   * @param y where it is, on the vertical axis
   * @param text what the note says
   * @param right how far the note is to the right of the point, in pixels; negative to the left
   * @param down how far it is below the point, in pixels; negative above
   * @return the decoration
   */
  public static Decoration annotate(double x, double y, String text, int right, int down) {
    return figure -> label(figure, "x", "y", x, y, text, "auto", "auto")
        .put("showarrow", true).put("ax", right).put("ay", down);
  }

  private static ObjectNode label(ObjectNode figure, String xRef, String yRef, double x, double y,
      String text, String xAnchor, String yAnchor) {
    ArrayNode labels = text.isEmpty() ? figure.arrayNode()
        : figure.withArray("/layout/annotations");
    return Json.put(labels.addObject(), "text", Texts.shown(text), "xref", xRef, "yref", yRef,
        "x", place(figure, xRef, x), "y", place(figure, yRef, y),
        "xanchor", xAnchor, "yanchor", yAnchor);
  }

  /** Plotly counts on a logarithmic axis in powers of ten, except for shapes. */
  private static double place(ObjectNode figure, String ref, double value) {
    return figure.at("/layout/" + ref + "axis/type").asText().equals("log")
        ? StrictMath.log10(value) : value;
  }

  /**
   * Gives points or bars a range each, such as quartiles or one standard error to either side.
   *
   * @param table where the ranges are, such as the figure's own table
   * @param x the column by whose values the points are found
   * @param low the column of the lower ends
   * @param high the column of the upper ends
   * @param group the column of the keys that name the traces; none for a figure of one trace
   * @return the decoration
   */
  public static Decoration errorBars(
      Table table, String x, String low, String high, String... group) {
    List<Table> parts = parts(table, group);
    return figure -> {
      for (Table part : parts) {
        ObjectNode lows = edge(part, x, low);
        JsonNode highs = edge(part, x, high).get("y");
        List<JsonNode> places = lows.get("x").valueStream().toList();
        for (ObjectNode trace : group.length == 0 ? traces(figure, "type", "scatter", "bar")
            : traces(figure, "name", key(part, group))) {
          for (int i = 0; i < trace.path("x").size(); i++) {
            int row = places.indexOf(trace.get("x").get(i));
            double from = lows.get("y").path(row).asDouble(Double.NaN);
            double to = highs.path(row).asDouble(Double.NaN);
            double middle = trace.get("y").get(i).asDouble(Double.NaN);
            trace.withArray("/error_y/array").add(to - middle);
            trace.withArray("/error_y/arrayminus").add(middle - from);
            trace.withArray("/customdata").addArray().add(from).add(to);
          }
          Json.fill(trace, Json.theme("ranged"));
          if (!Json.isNumeric(trace.path("x"))) {
            Json.usual(figure, "layout.scattermode", "group");
          }
        }
      }
    };
  }

  /**
   * Shades a band between two columns, behind the traces.
   *
   * @param table where the edges are, such as the figure's own table
   * @param x the column to draw along
   * @param low the column of the lower edge
   * @param high the column of the upper edge
   * @param group the column of the keys, which choose the colours; none for one band
   * @return the decoration
   */
  public static Decoration band(Table table, String x, String low, String high, String... group) {
    List<Table> parts = parts(table, group);
    String span = Words.text("label.span", Labels.summary(low), Labels.summary(high));
    return figure -> {
      ArrayNode data = figure.withArray("/data");
      String only = data.at("/0/name").asText();
      int behind = 0;
      for (Table part : parts) {
        for (String column : List.of(low, high)) {
          ObjectNode edge = edge(part, x, column).put("name",
              (group.length == 0 ? only : key(part, group)) + ", " + span);
          Json.fill(edge, Json.theme(column.equals(low) ? "lower" : "upper"));
          data.insert(behind++, edge);
        }
      }
    };
  }

  /** The rows of each key; all of them without a group. */
  private static List<Table> parts(Table table, String... group) {
    return group.length == 0 ? List.of(table) : table.splitOn(group).asTableList();
  }

  private static String key(Table part, String... group) {
    return part.column(group[0]).getString(0);
  }

  private static ObjectNode edge(Table part, String x, String y) {
    return TablesawScript.trace(ScatterTrace.builder(part.column(x), part.numberColumn(y))
        .mode(ScatterTrace.Mode.LINE).build());
  }

  /** The traces that have one of some values in a field; at least one trace. */
  private static List<ObjectNode> traces(ObjectNode figure, String field, String... wanted) {
    List<ObjectNode> traces = Json.traces(figure).stream()
        .filter(trace -> List.of(wanted).contains(trace.path(field).asText())).toList();
    if (traces.isEmpty()) {
      throw new IllegalArgumentException(Words.text("figure.trace",
          Words.list("list.or", Stream.of(wanted)), field,
          figure.get("data").findValues("type"), figure.get("data").findValues("name")));
    }
    return traces;
  }

  /**
   * Chooses the edges of the figure's histograms, which Tablesaw cannot say. Numbers outside are in
   * no bin, but count in the whole of which percentages and densities are parts.
   *
   * @param from left edge of the first bin
   * @param to right edge of the last bin, which counts to it
   * @param count number of bins, at least 1
   * @return the decoration
   * @throws IllegalArgumentException if there is no bin or no width
   */
  public static Decoration bins(double from, double to, int count) {
    if (count < 1 || !(from < to)) {
      throw new IllegalArgumentException(Words.text("figure.bins", count, from, to));
    }
    return figure -> traces(figure, "type", "histogram").forEach(trace -> Json.put(trace,
        "xbins.start", from, "xbins.end", to, "nbinsx", count));
  }

  /**
   * Chooses the order of the categories along the axis that has them.
   *
   * @param values the categories, as they are in the table
   * @return the decoration
   */
  public static Decoration categories(Object... values) {
    return figure -> {
      String axis = Json.isNumeric(figure.at("/data/0/x")) ? "layout.yaxis" : "layout.xaxis";
      Json.put(figure, axis + ".type", "category",
          axis + ".categoryarray", Stream.of(values).map(Object::toString).toList());
    };
  }

  /**
   * Chooses the colours of a heat map, from light to dark evenly.
   *
   * @param from the number of the first colour
   * @param to the number of the last
   * @param colors two or more colours, such as "#EEF3F8"; none for the usual ones
   * @return the decoration
   */
  public static Decoration colorScale(double from, double to, String... colors) {
    List<Object> scale = new ArrayList<>();
    for (int i = 0; i < colors.length; i++) {
      scale.add(List.of(i / (colors.length - 1.0), colors[i]));
    }
    return colored(from, to, scale);
  }

  /**
   * Colours a heat map of accuracies by the errors that are left, logarithmically: the step from
   * 90 to 95 % is as large as the one from 80 to 90 %, for both halve the errors.
   *
   * @param from the accuracy of the lightest colour, in percent
   * @param to the accuracy of the darkest, in percent, below 100
   * @return the decoration
   * @throws IllegalArgumentException if it is not below 100
   */
  public static Decoration errorColorScale(double from, double to) {
    if (!(from < to && to < 100)) {
      throw new IllegalArgumentException(
          Words.text("figure.colours", from, to));
    }
    List<Object> scale = new ArrayList<>();
    JsonNode colors = Json.theme("errors");
    for (double i = 0; i < colors.size(); i++) {
      double errors = (100 - from) * StrictMath.pow((100 - to) / (100 - from),
          i / (colors.size() - 1));
      scale.add(List.of((100 - errors - from) / (to - from), colors.get((int) i)));
    }
    return colored(from, to, scale);
  }

  private static Decoration colored(double from, double to, List<Object> scale) {
    return figure -> traces(figure, "type", "heatmap").forEach(trace -> {
      Json.put(trace, "zmin", from, "zmax", to);
      if (!scale.isEmpty()) {
        Json.put(trace, "colorscale", scale);
      }
    });
  }

  /**
   * Writes the numbers of a heat map into its cells, the first row at the top.
   *
   * @param digits how many digits they have after the point, at least 0
   * @return the decoration
   */
  public static Decoration cellTexts(int digits) {
    return figure -> {
      for (ObjectNode trace : traces(figure, "type", "heatmap")) {
        trace.put("texttemplate", "%{z:,." + digits + "f}");
        Json.fill(trace, Json.theme("written/trace"));
        Json.usual(figure, "layout", Json.theme("written/layout"),
            "layout.height", 150 + 44 * trace.get("z").size());
      }
    };
  }

  /**
   * Draws a heat map as a picture: square pixels without axes, the first row at the top, the larger
   * the number the darker.
   *
   * @param labels what stands below it, side by side; with them there is no scale of colours, and
   *     the caption says them unless there is another
   * @return the decoration
   */
  public static Decoration image(Object... labels) {
    return figure -> {
      ObjectNode trace = traces(figure, "type", "heatmap").get(0);
      trace.remove(List.of("x", "y"));
      double width = trace.at("/z/0").size() / (double) labels.length;
      for (int i = 0; i < labels.length; i++) {
        label(figure, "x", "y", (i + 0.5) * width - 0.5, trace.get("z").size(),
            labels[i].toString(), "center", "top");
      }
      if (labels.length > 0) {
        Json.usual(figure, "caption", figure.at("/layout/title/text").asText()
            + Words.text("figure.colon")
            + Words.list("list.comma", Stream.of(labels).map(Object::toString)));
      }
      String kind = labels.length > 0 ? "pictures" : "picture";
      Json.fill(trace, Json.theme(kind + "/trace"));
      Json.usual(figure, "layout", Json.theme(kind + "/layout"));
      Json.usual(figure, "layout", Json.theme("pixels"), // few pictures are larger
          "layout.height", 95 + Math.max(95, Math.min(200, 740 / Math.max(1, labels.length))));
    };
  }

  /**
   * Sets pictures side by side, as the rows of a heat map.
   *
   * @param width how many pixels of each stand in a row
   * @param pictures the pixels of each, row after row from the top, all as many
   * @return a row of numbers for each row of pixels, the first at the top
   */
  public static double[][] pixels(int width, double[]... pictures) {
    double[][] rows = new double[pictures[0].length / width][width * pictures.length];
    for (int i = 0; i < pictures.length; i++) {
      for (int row = 0; row < rows.length; row++) {
        System.arraycopy(pictures[i], row * width, rows[row], i * width, width);
      }
    }
    return rows;
  }

  /**
   * Sets pictures side by side, as the rows of a heat map.
   *
   * @param width how many pixels of each stand in a row
   * @param pictures one column per picture: its pixels, row after row from the top
   * @return a row of numbers for each row of pixels, the first at the top
   */
  public static double[][] pixels(int width, SimpleMatrix pictures) {
    return pixels(width, pictures.transpose().toArray2());
  }

  /**
   * Chooses the pattern of bars, by which they are told apart without colour.
   *
   * @param key the key that names the bars
   * @param shape one of Plotly's: "/", "\\", "x", "-", "|", "+", ".", or "" for none
   * @return the decoration
   */
  public static Decoration pattern(String key, String shape) {
    return figure -> traces(figure, "name", key).forEach(
        trace -> Json.put(trace, "marker.pattern.shape", shape));
  }

  /**
   * Breaks lines where x goes back, so that several runs of one key are lines of their own. The
   * figure may be without lines, as those are that have yet to grow.
   *
   * @return the decoration
   */
  public static Decoration separateRuns() {
    return figure -> {
      for (ObjectNode trace : Json.traces(figure)) {
        ArrayNode x = trace.withArray("/x");
        for (int i = x.size() - 1; i > 0; i--) {
          if (x.get(i).asDouble() < x.get(i - 1).asDouble()) {
            x.insertNull(i);
            trace.withArray("/y").insertNull(i);
          }
        }
      }
    };
  }

  /**
   * Decorates a figure that is to be part of another, such as a panel or a step of a slider.
   *
   * @param figure the figure
   * @param decorations what is added to it
   * @return a new figure
   */
  public static Figure decorated(Figure figure, Decoration... decorations) {
    return new DecoratedFigure(figure, DecoratedFigure.tree(figure, decorations));
  }

  /**
   * Draws several figures over each other.
   *
   * @param figure the figure whose titles and axes are kept
   * @param figures others, whose traces are drawn over it
   * @return a new figure
   */
  public static Figure overlay(Figure figure, Figure... figures) {
    ObjectNode tree = DecoratedFigure.tree(figure);
    for (Figure other : figures) {
      ObjectNode over = DecoratedFigure.tree(other);
      for (String list : List.of("/data", "/layout/shapes", "/layout/annotations")) {
        over.at(list).forEach(tree.withArray(list)::add);
      }
    }
    return new DecoratedFigure(figure, tree);
  }

  /**
   * Sets figures side by side and below each other, with one legend; each one's title stands above
   * it. Axes of the same title span the same.
   *
   * @param columns how many stand side by side, at least 1; on a phone, 2 are readable
   * @param figures the figures, row after row
   * @return a new figure, to which {@link #title} gives a title
   * @throws IllegalArgumentException if there is no figure or no column, or a figure cannot be a
   *     panel
   */
  public static Figure subplots(int columns, Figure... figures) {
    return Composition.subplots(columns, figures);
  }

  /** The same for figures that come from a stream. */
  public static Figure subplots(int columns, Stream<Figure> figures) {
    return subplots(columns, figures.toArray(Figure[]::new));
  }

  /**
   * Draws one of several figures, with a slider that goes from one to the next. All are computed
   * beforehand, so the slider works in a saved page too.
   *
   * @param name what the slider changes; it stands before the label of the step: "inputs: 10"
   * @param steps what the slider says, and what is drawn: as many traces in each, of the same kinds
   * @param first the label of the step that is shown at first, and in still pictures
   * @return a new figure
   * @throws IllegalArgumentException if there is no such step, or steps differ in shape
   */
  public static Figure slider(String name, Map<String, Figure> steps, String first) {
    return Composition.slider(name, steps, first);
  }
}
