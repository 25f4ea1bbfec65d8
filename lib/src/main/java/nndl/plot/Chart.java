package nndl.plot;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Margin;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A figure drawn from Tablesaw tables, in the look that all notebooks share. Each method adds one
 * thing and returns the chart. A series is named after its column, which is what its legend says.
 *
 * <p>For a figure of another kind, use Tablesaw's own builders: notebooks show any {@link Figure}.
 */
public final class Chart {
  private static final int HEIGHT = 420;

  private final String title;
  private final Axis.AxisBuilder x = Axis.builder().showZeroLine(false);
  private final Axis.AxisBuilder y = Axis.builder().showZeroLine(false);
  private final List<Trace> traces = new ArrayList<>();
  private final ArrayNode shapes = new ObjectMapper().createArrayNode();
  private final ArrayNode annotations = new ObjectMapper().createArrayNode();
  private String caption = "";

  /**
   * Starts a figure.
   *
   * @param title what it shows
   * @param x what the horizontal axis shows, with its unit
   * @param y what the vertical axis shows, with its unit
   */
  public Chart(String title, String x, String y) {
    this.title = title;
    this.x.title(x);
    this.y.title(y);
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
    traces.add(ScatterTrace.builder(column(table, x), column(table, y))
        .mode(ScatterTrace.Mode.LINE).name(y)
        .line(Line.builder().color(look.color).dash(look.dash).width(2.5).build()).build());
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
    traces.add(ScatterTrace.builder(column(table, x), column(table, y))
        .mode(ScatterTrace.Mode.MARKERS).name(y)
        .marker(Marker.builder().color(look.color).symbol(look.symbol).size(8)
            .line(Line.builder().color("#222222").width(1).build()).build())
        .build());
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
    Line none = Line.builder().color(look.color).width(0).build();
    traces.add(ScatterTrace.builder(column(table, x), column(table, low))
        .mode(ScatterTrace.Mode.LINE).name(name).line(none).showLegend(false).build());
    traces.add(ScatterTrace.builder(column(table, x), column(table, high))
        .mode(ScatterTrace.Mode.LINE).name(name).line(none)
        .fill(ScatterTrace.Fill.TO_NEXT_Y).fillColor(look.color(0.25)).build());
    return this;
  }

  /**
   * Adds bars without gaps, as a histogram has.
   *
   * @param histogram where the numbers are: see {@link Histogram}
   * @param x the column with the middles of the bars
   * @param y the column with their heights, which names them
   * @param look whose colour they have
   * @return this chart
   */
  public Chart bars(Table histogram, String x, String y, Look look) {
    traces.add(BarTrace.builder(column(histogram, x).asObjectArray(), column(histogram, y).asDoubleArray()).name(y)
        .marker(Marker.builder().color(look.color(0.65))
            .line(Line.builder().color(look.color).width(1).build()).build())
        .build());
    return this;
  }

  /**
   * Adds a vertical line from bottom to top.
   *
   * @param at where, on the horizontal axis
   * @param label what stands at its top; empty for nothing
   * @return this chart
   */
  public Chart verticalLine(double at, String label) {
    shape(at, at).put("type", "line").putObject("line")
        .put("color", "#555555").put("width", 1.5).put("dash", "dash");
    return label(at, label);
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
    shape(from, to).put("type", "rect").put("fillcolor", "rgba(60, 60, 60, 0.22)")
        .putObject("line").put("width", 0);
    return label((from + to) / 2, label);
  }

  private ObjectNode shape(double from, double to) {
    return shapes.addObject().put("xref", "x").put("yref", "paper")
        .put("x0", from).put("x1", to).put("y0", 0).put("y1", 1);
  }

  private Chart label(double at, String label) {
    if (!label.isEmpty()) {
      annotations.addObject().put("text", label).put("showarrow", false)
          .put("xref", "x").put("yref", "paper").put("x", at).put("y", 0.99)
          .put("xanchor", "center").put("yanchor", "top")
          .put("bgcolor", "rgba(255, 255, 255, 0.75)");
    }
    return this;
  }

  /**
   * Draws the horizontal axis in powers of ten.
   *
   * @return this chart
   */
  public Chart logX() {
    x.type(Axis.Type.LOG);
    return this;
  }

  /**
   * Draws the vertical axis in powers of ten.
   *
   * @return this chart
   */
  public Chart logY() {
    y.type(Axis.Type.LOG);
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
    y.range(from, to);
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
    x.range(from, to);
    return this;
  }

  /**
   * Says in words what the figure shows, for those who cannot see it.
   *
   * @param caption a sentence or two
   * @return this chart
   */
  public Chart caption(String caption) {
    this.caption = caption;
    return this;
  }

  String caption() {
    return caption.isEmpty() ? title : caption;
  }

  /**
   * Builds the Tablesaw figure. Lines and regions that Tablesaw cannot draw are not in it; they are
   * there when a notebook shows the chart.
   *
   * @return a new figure
   */
  public Figure figure() {
    Layout layout = Layout.builder().title(title).height(HEIGHT).autosize(true)
        .margin(Margin.builder().left(70).right(30).top(80).bottom(70).build())
        .barMode(Layout.BarMode.OVERLAY).showLegend(traces.size() > 1)
        .xAxis(x.build()).yAxis(y.build()).build();
    return new Figure(layout, traces.toArray(Trace[]::new));
  }

  /** What Tablesaw cannot say is added to its JSON. */
  ObjectNode json() {
    ObjectNode json = PlotlyJson.of(figure());
    ObjectNode layout = (ObjectNode) json.get("layout");
    layout.put("bargap", 0);
    if (!shapes.isEmpty()) {
      layout.set("shapes", PlotlyJson.numbers(shapes));
      layout.set("annotations", PlotlyJson.numbers(annotations));
    }
    return json;
  }

  private static NumericColumn<?> column(Table table, String name) {
    if (!table.containsColumn(name)) {
      throw new IllegalArgumentException("table \"%s\" has no column \"%s\"; it has %s"
          .formatted(table.name(), name, table.columnNames()));
    }
    return table.numberColumn(name);
  }
}
