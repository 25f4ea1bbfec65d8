package nndl.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Margin;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/**
 * A table as coloured cells with their numbers written in them. The table's first column names the
 * rows, drawn from top to bottom; its other columns, all of numbers, are drawn from left to right.
 * The colours go from light to dark, so that they can be read in grey.
 */
public final class HeatMap extends Drawing {
  private final String title;
  private final String xTitle;
  private final String yTitle;
  private final Table table;
  private final List<NumericColumn<?>> columns = new ArrayList<>();
  private int digits = 1;
  private double[] span;

  /**
   * Starts a heat map.
   *
   * @param title what it shows, with its unit
   * @param x what the columns are
   * @param y what the rows are
   * @param table the names of the rows, then a column of numbers for each column of cells
   * @throws IllegalArgumentException if there is no row or no column of numbers, or another column
   */
  public HeatMap(String title, String x, String y, Table table) {
    if (table.columnCount() < 2 || table.rowCount() < 1) {
      throw new IllegalArgumentException(("a heat map needs a column with the names of its rows"
          + " and a column of numbers at least, and a row; table \"%s\" has %d columns, %d rows")
          .formatted(table.name(), table.columnCount(), table.rowCount()));
    }
    this.title = title;
    this.xTitle = x;
    this.yTitle = y;
    this.table = table;
    for (String name : table.columnNames().subList(1, table.columnCount())) {
      columns.add(numbers(table, name));
    }
  }

  /**
   * Sets how the numbers are written; one digit after the point otherwise.
   *
   * @param digits how many digits they have after the point, at least 0
   * @return this heat map
   */
  public HeatMap digits(int digits) {
    this.digits = digits;
    return this;
  }

  /**
   * Fixes which numbers have the lightest and the darkest colour; the least and the greatest of the
   * table otherwise.
   *
   * @param from the number of the lightest
   * @param to the number of the darkest
   * @return this heat map
   */
  public HeatMap span(double from, double to) {
    span = new double[] {from, to};
    return this;
  }

  @Override
  public HeatMap caption(String caption) {
    super.caption(caption);
    return this;
  }

  @Override
  String withoutCaption() {
    return title;
  }

  /**
   * Builds the Tablesaw figure: the cells and the axes, in Tablesaw's look.
   *
   * @return a new figure
   */
  public Figure figure() {
    double[][] z = new double[table.rowCount()][columns.size()];
    for (int row = 0; row < z.length; row++) {
      for (int c = 0; c < columns.size(); c++) {
        z[row][c] = columns.get(c).getDouble(row);
      }
    }
    Object[] rows = table.column(0).asStringColumn().asObjectArray();
    Layout layout = Layout.builder().title(title).height(150 + 44 * table.rowCount())
        .autosize(true).margin(Margin.builder().left(60).right(20).bottom(20).build())
        .xAxis(Axis.builder().title(xTitle).build()).yAxis(Axis.builder().title(yTitle).build())
        .build();
    return new Figure(layout, HeatmapTrace.builder(
        columns.stream().map(NumericColumn::name).toArray(), rows, z).build());
  }

  @Override
  ObjectNode json() {
    ObjectNode json = PlotlyJson.of(figure());
    ObjectNode trace = (ObjectNode) json.at("/data/0");
    ArrayNode texts = trace.putArray("text");
    for (int row = 0; row < table.rowCount(); row++) {
      ArrayNode written = texts.addArray();
      for (NumericColumn<?> column : columns) {
        written.add(written(column.getDouble(row)));
      }
    }
    trace.put("texttemplate", "%{text}").put("xgap", 2).put("ygap", 2).put("showscale", false)
        .put("hoverongaps", false).put("hovertemplate", "%{y}, %{x}: %{text}<extra></extra>");
    trace.putObject("textfont").put("size", 15).put("color", "#222222");
    trace.remove("colorscale");
    ArrayNode scale = trace.putArray("colorscale"); // no darker, or the numbers are hard to read
    scale.addArray().add(0).add("#F4F8FB");
    scale.addArray().add(1).add("#5E9BCB");
    if (span != null) {
      trace.put("zmin", span[0]).put("zmax", span[1]);
    }
    ObjectNode layout = (ObjectNode) json.get("layout");
    PlotlyJson.title(layout, title);
    PlotlyJson.title((ObjectNode) layout.get("xaxis"), xTitle);
    PlotlyJson.upright((ObjectNode) layout.get("yaxis"), yTitle);
    for (String name : new String[] {"xaxis", "yaxis"}) {
      ObjectNode axis = (ObjectNode) layout.get(name);
      axis.put("type", "category").put("showgrid", false).put("ticks", "");
    }
    ((ObjectNode) layout.get("yaxis")).put("autorange", "reversed");
    return json;
  }

  private String written(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    String text = String.format(Locale.ROOT, "%,." + digits + "f", Math.abs(value));
    return value < 0 && text.chars().anyMatch(c -> c >= '1' && c <= '9') ? "−" + text : text;
  }
}
