package nndl.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Margin;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A figure drawn from Tablesaw tables, in the look that all notebooks share. Each method adds one
 * thing and returns the chart. A series is named after its column, which is what its legend says.
 * Where the column to draw along is a {@link StringColumn}, the chart has categories, in the order
 * in which they first appear.
 *
 * <p>For a figure of another kind, use Tablesaw's own builders: notebooks show any {@link Figure}.
 */
public final class Chart extends Drawing {
  private static final int HEIGHT = 420;

  /** A Tablesaw trace, and what Tablesaw cannot say of it. */
  private record Series(Trace trace, ObjectNode more) {}

  private final String title;
  private final String xTitle;
  private final String yTitle;
  private final List<Series> series = new ArrayList<>();
  private final ArrayNode shapes = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode annotations = JsonNodeFactory.instance.arrayNode();
  private boolean logX;
  private boolean logY;
  private double[] spanX;
  private double[] spanY;
  private boolean categories;
  private boolean groups;
  private boolean labelled;
  private boolean whole = true;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;

  /**
   * Starts a figure.
   *
   * @param title what it shows
   * @param x what the horizontal axis shows; after a comma, its unit
   * @param y what the vertical axis shows; after a comma, its unit
   */
  public Chart(String title, String x, String y) {
    this.title = title;
    this.xTitle = x;
    this.yTitle = y;
  }

  /**
   * Adds a line.
   *
   * @param table where the numbers are
   * @param x the column to draw along
   * @param y the column to draw, which names the line
   * @param look how it looks
   * @return this chart
   */
  public Chart line(Table table, String x, String y, Look look) {
    ObjectNode more = scatter(table, x, y, ScatterTrace.Mode.LINE);
    line(more, look);
    return this;
  }

  /**
   * Adds points.
   *
   * @param table where the numbers are
   * @param x the column to draw along
   * @param y the column to draw, which names the points
   * @param look how they look
   * @return this chart
   */
  public Chart points(Table table, String x, String y, Look look) {
    ObjectNode more = scatter(table, x, y, ScatterTrace.Mode.MARKERS);
    marker(more, look);
    return this;
  }

  /**
   * Adds a line with a marker at each of its points.
   *
   * @param table where the numbers are
   * @param x the column to draw along
   * @param y the column to draw, which names the line
   * @param look how it looks
   * @return this chart
   */
  public Chart markedLine(Table table, String x, String y, Look look) {
    ObjectNode more = scatter(table, x, y, ScatterTrace.Mode.LINE_AND_MARKERS);
    line(more, look);
    marker(more, look);
    return this;
  }

  /**
   * Adds points with a range each, such as a median and the quartiles, or a mean and one standard
   * error to either side. Over categories, those of several series stand side by side.
   *
   * @param table where the numbers are
   * @param x the column to draw along: numbers or categories
   * @param low the column of the lower ends
   * @param y the column of the points, which names them
   * @param high the column of the upper ends
   * @param look how they look
   * @return this chart
   */
  public Chart intervals(Table table, String x, String low, String y, String high, Look look) {
    ObjectNode more = scatter(table, x, y, ScatterTrace.Mode.MARKERS);
    marker(more, look);
    NumericColumn<?> lows = numbers(table, low);
    NumericColumn<?> middles = numbers(table, y);
    NumericColumn<?> highs = numbers(table, high);
    ObjectNode error = more.putObject("error_y").put("type", "data").put("symmetric", false)
        .put("color", look.color).put("thickness", 2.5).put("width", 6);
    ArrayNode up = error.putArray("array");
    ArrayNode down = error.putArray("arrayminus");
    ArrayNode texts = more.putArray("customdata");
    for (int row = 0; row < table.rowCount(); row++) {
      up.add(PlotlyJson.number(highs.getDouble(row) - middles.getDouble(row)));
      down.add(PlotlyJson.number(middles.getDouble(row) - lows.getDouble(row)));
      texts.addArray().add(PlotlyJson.number(lows.getDouble(row)))
          .add(PlotlyJson.number(highs.getDouble(row)));
    }
    more.put("hovertemplate", hover(table, x, y) + " (%{customdata[0]:" + format(lows)
        + "} to %{customdata[1]:" + format(highs) + "})<extra></extra>");
    groups |= categories;
    return this;
  }

  /**
   * Adds a shaded band between two columns.
   *
   * @param table where the numbers are
   * @param x the column to draw along
   * @param low the column of the lower edge
   * @param high the column of the upper edge
   * @param name what the legend says
   * @param look whose colour it has
   * @return this chart
   */
  public Chart band(Table table, String x, String low, String high, String name, Look look) {
    for (String edge : new String[] {low, high}) {
      ObjectNode more = scatter(table, x, edge, ScatterTrace.Mode.LINE);
      more.put("name", PlotlyJson.name(name)).put("hoverinfo", "skip").remove("hovertemplate");
      more.putObject("line").put("color", look.color).put("width", 0);
      if (edge.equals(low)) {
        more.put("showlegend", false);
      } else {
        more.put("fill", "tonexty").put("fillcolor", look.color(0.25));
      }
    }
    return this;
  }

  /**
   * Adds bars: without gaps over numbers, as a histogram has; over categories, those of several
   * series side by side.
   *
   * @param table where the numbers are; for a histogram see {@link Histogram}
   * @param x the column with the middles of the bars, or their categories
   * @param y the column with their heights, which names them
   * @param look whose colour they have
   * @return this chart
   */
  public Chart bars(Table table, String x, String y, Look look) {
    NumericColumn<?> heights = numbers(table, y);
    ObjectNode more = add(BarTrace.builder(column(table, x).asObjectArray(),
        heights.asDoubleArray()).build(), table, x, y);
    ObjectNode marker = more.putObject("marker").put("color", look.color(categories ? 0.85 : 0.65));
    marker.putObject("line").put("color", look.color).put("width", 1);
    if (categories) {
      marker.putObject("pattern").put("shape", look.pattern).put("solidity", 0.2)
          .put("fgcolor", "#ffffff").put("fillmode", "overlay");
    } else {
      edges(more, numbers(table, x).asDoubleArray());
    }
    return this;
  }

  /** The hover text of a bar tells where it begins and ends. */
  private void edges(ObjectNode more, double[] middles) {
    if (middles.length < 2) {
      return;
    }
    double half = (middles[1] - middles[0]) / 2;
    ArrayNode edges = more.putArray("customdata");
    for (double middle : middles) {
      edges.addArray().add(PlotlyJson.number(middle - half))
          .add(PlotlyJson.number(middle + half));
    }
    more.put("hovertemplate", more.get("hovertemplate").textValue().replaceFirst("%\\{x:[^}]*}",
        "%{customdata[0]:,.4~r} to %{customdata[1]:,.4~r}"));
  }

  private ObjectNode scatter(Table table, String x, String y, ScatterTrace.Mode mode) {
    return add(ScatterTrace.builder(column(table, x), numbers(table, y)).mode(mode).build(),
        table, x, y);
  }

  private ObjectNode add(Trace trace, Table table, String x, String y) {
    ObjectNode more = JsonNodeFactory.instance.objectNode();
    categories |= column(table, x) instanceof StringColumn;
    if (column(table, x) instanceof NumericColumn<?> along) {
      for (double value : along.asDoubleArray()) {
        whole &= value == Math.rint(value);
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    more.set("x", PlotlyJson.values(column(table, x)));
    more.set("y", PlotlyJson.values(numbers(table, y)));
    more.put("name", PlotlyJson.name(y));
    more.putArray("meta").add(PlotlyJson.text(name(xTitle))).add(PlotlyJson.text(unit(yTitle)));
    more.put("hovertemplate", hover(table, x, y) + "<extra></extra>");
    series.add(new Series(trace, more));
    return more;
  }

  /** Such as "epoch 3: old start 92.1 %". Names come from the figure, so no text is a template. */
  private String hover(Table table, String x, String y) {
    String at = column(table, x) instanceof NumericColumn<?> numbers
        ? "%{meta[0]} %{x:" + format(numbers) + "}" : "%{x}";
    return at + ": %{fullData.name} %{y:" + format(numbers(table, y)) + "}%{meta[1]}";
  }

  private static String name(String title) {
    return title.contains(",") ? title.substring(0, title.indexOf(',')) : title;
  }

  private static String unit(String title) {
    return title.endsWith(", %") ? " %" : "";
  }

  /** Four digits, in powers of ten where there are very small or large numbers. */
  private static String format(NumericColumn<?> column) {
    double[] sizes = DoubleStream.of(column.asDoubleArray()).map(Math::abs)
        .filter(size -> size > 0 && Double.isFinite(size)).toArray();
    double least = DoubleStream.of(sizes).min().orElse(1);
    double most = DoubleStream.of(sizes).max().orElse(1);
    return least < 1e-9 || most >= 1e9 ? ".3~e" : most >= 1e4 ? ",.0f" : ",.4~r";
  }

  private static void line(ObjectNode more, Look look) {
    more.putObject("line").put("color", look.color).put("dash", look.dash).put("width", 2.5);
  }

  private static void marker(ObjectNode more, Look look) {
    more.putObject("marker").put("color", look.color).put("symbol", look.symbol).put("size", 9)
        .putObject("line").put("color", "#222222").put("width", 1);
  }

  /**
   * Adds a vertical line from bottom to top.
   *
   * @param at where, on the horizontal axis
   * @param label what stands at its top; empty for nothing
   * @return this chart
   */
  public Chart verticalLine(double at, String label) {
    dashed(shape("x", "y domain", at, at, 0, 1));
    return label(at, label);
  }

  /**
   * Adds a horizontal line from left to right.
   *
   * @param at where, on the vertical axis
   * @param label what stands at its right end; empty for nothing
   * @return this chart
   */
  public Chart horizontalLine(double at, String label) {
    dashed(shape("x domain", "y", 0, 1, at, at));
    if (!label.isEmpty()) {
      annotation("x domain", "y", 1, at, label).put("xanchor", "right").put("yanchor", "bottom");
    }
    return this;
  }

  /**
   * Shades a region from bottom to top.
   *
   * @param from left edge, on the horizontal axis
   * @param to right edge
   * @param label what stands at its top; empty for nothing
   * @return this chart
   */
  public Chart region(double from, double to, String label) {
    shape("x", "y domain", from, to, 0, 1).put("type", "rect")
        .put("fillcolor", "rgba(60, 60, 60, 0.22)").putObject("line").put("width", 0);
    return label((from + to) / 2, label);
  }

  /**
   * Writes a note beside a point of the chart, with an arrow to it.
   *
   * @param x where the point is, on the horizontal axis
   * @param y where it is, on the vertical axis
   * @param text what the note says
   * @return this chart
   */
  public Chart note(double x, double y, String text) {
    annotation("x", "y", x, y, text).put("showarrow", true).put("arrowhead", 2)
        .put("arrowcolor", "#555555").put("ax", 40).put("ay", -40);
    return this;
  }

  private ObjectNode shape(String xRef, String yRef, double x0, double x1, double y0, double y1) {
    return shapes.addObject().put("xref", xRef).put("yref", yRef)
        .put("x0", x0).put("x1", x1).put("y0", y0).put("y1", y1);
  }

  private static void dashed(ObjectNode shape) {
    shape.put("type", "line").putObject("line")
        .put("color", "#555555").put("width", 1.5).put("dash", "dash");
  }

  private Chart label(double at, String label) {
    if (!label.isEmpty()) {
      labelled = true;
      annotation("x", "y domain", at, 0.99, label).put("xanchor", "center").put("yanchor", "top");
    }
    return this;
  }

  /** So far above all that is drawn that labels at the top have room. */
  private double aboveAll() {
    DoubleSummaryStatistics heights = new DoubleSummaryStatistics();
    for (Series each : series) {
      if (each.trace() instanceof BarTrace) {
        heights.accept(0);
      }
      for (JsonNode y : each.more().get("y")) {
        if (y.isNumber()) {
          heights.accept(y.doubleValue());
        }
      }
    }
    return heights.getMax() + 0.1 * (heights.getMax() - heights.getMin());
  }

  private ObjectNode annotation(String xRef, String yRef, double x, double y, String text) {
    return annotations.addObject().put("text", PlotlyJson.text(text)).put("showarrow", false)
        .put("xref", xRef).put("yref", yRef).put("x", x).put("y", y)
        .put("bgcolor", "rgba(255, 255, 255, 0.75)");
  }

  /**
   * Draws the horizontal axis in powers of ten.
   *
   * @return this chart
   */
  public Chart logX() {
    logX = true;
    return this;
  }

  /**
   * Draws the vertical axis in powers of ten.
   *
   * @return this chart
   */
  public Chart logY() {
    logY = true;
    return this;
  }

  /**
   * Fixes what the vertical axis spans.
   *
   * @param from its lower end
   * @param to its upper end
   * @return this chart
   */
  public Chart spanY(double from, double to) {
    spanY = new double[] {from, to};
    return this;
  }

  /**
   * Fixes what the horizontal axis spans.
   *
   * @param from its left end
   * @param to its right end
   * @return this chart
   */
  public Chart spanX(double from, double to) {
    spanX = new double[] {from, to};
    return this;
  }

  @Override
  public Chart caption(String caption) {
    super.caption(caption);
    return this;
  }

  @Override
  String withoutCaption() {
    return title;
  }

  /**
   * Builds the Tablesaw figure: the series and the axes. What Tablesaw cannot say, such as looks,
   * lines and regions, is not in it; it is there when a notebook shows the chart.
   *
   * @return a new figure
   */
  public Figure figure() {
    Layout layout = Layout.builder().title(title).height(HEIGHT).autosize(true)
        .margin(Margin.builder().left(60).right(20).bottom(20).build())
        .barMode(categories ? Layout.BarMode.GROUP : Layout.BarMode.OVERLAY)
        .showLegend(series.size() > 1)
        .xAxis(axis(xTitle, logX, spanX)).yAxis(axis(yTitle, logY, spanY)).build();
    return new Figure(layout, series.stream().map(Series::trace).toArray(Trace[]::new));
  }

  private static Axis axis(String title, boolean log, double[] span) {
    Axis.AxisBuilder axis = Axis.builder().title(title).showZeroLine(false);
    if (log) {
      axis.type(Axis.Type.LOG);
    }
    if (span != null) {
      axis.range(place(span[0], log), place(span[1], log));
    }
    return axis.build();
  }

  /** Plotly counts on a logarithmic axis in powers of ten, except for shapes. */
  private static double place(double value, boolean log) {
    return log ? StrictMath.log10(value) : value;
  }

  @Override
  ObjectNode json() {
    ObjectNode json = PlotlyJson.of(figure());
    for (int i = 0; i < series.size(); i++) {
      ((ObjectNode) json.get("data").get(i)).setAll(series.get(i).more.deepCopy());
    }
    ObjectNode layout = (ObjectNode) json.get("layout");
    PlotlyJson.title(layout, title);
    PlotlyJson.title((ObjectNode) layout.get("xaxis"), xTitle);
    PlotlyJson.upright((ObjectNode) layout.get("yaxis"), yTitle);
    layout.put("bargap", categories ? 0.25 : 0);
    if (categories) {
      ((ObjectNode) layout.get("xaxis")).put("type", "category");
    }
    if (logX ? most >= 100 * least : whole && most - least <= 10) {
      ((ObjectNode) layout.get("xaxis")).put("dtick", 1); // no epoch 1.5; powers of ten alone
    }
    if (labelled && spanY == null && !logY) {
      ((ObjectNode) layout.get("yaxis")).putObject("autorangeoptions")
          .set("include", PlotlyJson.number(aboveAll()));
    }
    if (groups) {
      layout.put("scattermode", "group").put("scattergap", 0.3);
    }
    if (!shapes.isEmpty() || !annotations.isEmpty()) {
      layout.set("shapes", PlotlyJson.numbers(shapes.deepCopy()));
      ArrayNode placed = annotations.deepCopy();
      for (var each : placed) {
        ObjectNode annotation = (ObjectNode) each;
        if (annotation.get("xref").textValue().equals("x")) {
          annotation.put("x", place(annotation.get("x").doubleValue(), logX));
        }
        if (annotation.get("yref").textValue().equals("y")) {
          annotation.put("y", place(annotation.get("y").doubleValue(), logY));
        }
      }
      layout.set("annotations", PlotlyJson.numbers(placed));
    }
    return json;
  }
}
