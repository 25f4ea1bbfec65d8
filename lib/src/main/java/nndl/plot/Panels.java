package nndl.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several charts in one figure, row after row, with one legend. Axes of the same title are one
 * axis: they span the same, and the title stands once, at the left or at the bottom.
 */
public final class Panels extends Drawing {
  private static final int TOP = 70;
  private static final int BOTTOM = 70;
  private static final int GAP = 75;
  private static final int PANEL = 210;

  private final String title;
  private final int columns;
  private final List<Chart> charts = new ArrayList<>();

  /**
   * Starts a figure.
   *
   * @param title what it shows
   * @param columns how many charts stand side by side, at least 1; on a phone, 2 are readable
   */
  public Panels(String title, int columns) {
    if (columns < 1) {
      throw new IllegalArgumentException("panels in " + columns + " columns: at least 1 is needed");
    }
    this.title = title;
    this.columns = columns;
  }

  /**
   * Adds a chart, whose title stands above it.
   *
   * @param chart the chart
   * @return these panels
   */
  public Panels add(Chart chart) {
    charts.add(chart);
    return this;
  }

  @Override
  public Panels caption(String caption) {
    super.caption(caption);
    return this;
  }

  @Override
  String withoutCaption() {
    return title;
  }

  @Override
  ObjectNode json() {
    if (charts.isEmpty()) {
      throw new IllegalStateException("panels \"" + title + "\" have no chart: add one");
    }
    int rows = (charts.size() + columns - 1) / columns;
    double inside = rows * PANEL + (rows - 1) * GAP;
    ObjectNode json = charts.get(0).json();
    ObjectNode layout = (ObjectNode) json.get("layout");
    ArrayNode data = json.putArray("data");
    ArrayNode shapes = layout.putArray("shapes");
    ArrayNode annotations = layout.putArray("annotations");
    PlotlyJson.title(layout, title);
    layout.put("height", TOP + inside + BOTTOM).put("showlegend", false);
    Set<String> named = new HashSet<>();
    Map<String, String> axes = new HashMap<>();
    for (int i = 0; i < charts.size(); i++) {
      ObjectNode chart = charts.get(i).json();
      ObjectNode panel = (ObjectNode) chart.get("layout");
      String number = i == 0 ? "" : Integer.toString(i + 1);
      int row = i / columns;
      int column = i % columns;
      double width = (1 - 0.06 * (columns - 1)) / columns;
      double top = 1 - row * (PANEL + GAP) / inside;
      ObjectNode x = (ObjectNode) panel.get("xaxis");
      ObjectNode y = (ObjectNode) panel.get("yaxis");
      x.put("anchor", "y" + number).putArray("domain")
          .add(column * (width + 0.06)).add(column * (width + 0.06) + width);
      y.put("anchor", "x" + number).putArray("domain")
          .add(Math.max(0, top - PANEL / inside)).add(top);
      share(axes, "x", number, x, i + columns < charts.size());
      share(axes, "y", number, y, column > 0);
      layout.set("xaxis" + number, x);
      layout.set("yaxis" + number, y);
      for (JsonNode trace : chart.get("data")) {
        ObjectNode series = ((ObjectNode) trace).put("xaxis", "x" + number)
            .put("yaxis", "y" + number);
        if (series.path("showlegend").asBoolean(true)) {
          String name = series.path("name").asText();
          series.put("legendgroup", name).put("showlegend", named.add(name));
        } else {
          series.put("legendgroup", series.path("name").asText());
        }
        data.add(series);
      }
      moveTo(number, panel.path("shapes"), shapes);
      moveTo(number, panel.path("annotations"), annotations);
      annotations.addObject().put("text", panel.at("/title/text").asText());
      ((ObjectNode) annotations.get(annotations.size() - 1)).put("showarrow", false)
          .put("xref", "x" + number + " domain").put("yref", "y" + number + " domain")
          .put("x", 0.5).put("y", 1).put("xanchor", "center").put("yanchor", "bottom");
    }
    layout.put("showlegend", named.size() > 1);
    return json;
  }

  /** The first axis of a title is the one; later ones follow it, and lose the title if told so. */
  private static void share(Map<String, String> axes, String letter, String number,
      ObjectNode axis, boolean titleElsewhere) {
    String title = axis.at("/title/text").asText();
    String first = axes.putIfAbsent(letter + title, letter + number);
    if (first != null) {
      axis.put("showticklabels", !(letter.equals("y") && titleElsewhere));
      if (!axis.has("range")) { // with ranges as well, Plotly finds none for the other direction
        axis.put("matches", first);
      }
    }
    if (titleElsewhere && (first != null || letter.equals("x"))) {
      axis.remove("title");
    }
  }

  private static void moveTo(String number, JsonNode from, ArrayNode to) {
    for (JsonNode each : from) {
      ObjectNode object = (ObjectNode) each;
      for (String ref : new String[] {"xref", "yref"}) {
        String letter = ref.substring(0, 1);
        object.put(ref, object.get(ref).textValue().replaceFirst(letter, letter + number));
      }
      to.add(object);
    }
  }
}
