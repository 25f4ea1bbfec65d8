package nndl.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nndl.words.Words;
import tech.tablesaw.plotly.components.Figure;

/** Figures that are made of figures: panels, and the steps of a slider. */
final class Composition {
  /** Heights in pixels: of a panel with what is below it, of all else, of a slider. */
  private static final int PANEL = 285;
  private static final int AROUND = 65;
  private static final int SLIDER = 84;
  /** Space between panels, as a part of the width; and if an axis has its numbers there. */
  private static final double BETWEEN = 0.06;
  private static final double NUMBERED = 0.15;

  private Composition() {}

  /** One figure, row after row, with one legend. */
  static Figure subplots(int columns, Figure... figures) {
    if (columns < 1 || figures.length < 1) {
      throw new IllegalArgumentException(
          Words.text("figure.subplots", figures.length, columns));
    }
    int rows = (figures.length + columns - 1) / columns;
    ObjectNode tree = Json.object("data", List.of(), "config", Map.of(),
        "layout.height", AROUND + rows * PANEL, "layout.grid.rows", rows,
        "layout.grid.columns", columns);
    Json.fill(tree, Json.theme("subplots"));
    Map<String, String> axes = new HashMap<>();
    double between = BETWEEN;
    for (int i = 0; i < figures.length; i++) {
      ObjectNode figure = DecoratedFigure.tree(figures[i]);
      ObjectNode panel = figure.withObject("/layout");
      if (Stream.of("grid", "sliders", "yaxis2", "scene").anyMatch(panel::has)) {
        throw new IllegalArgumentException(
            Words.text("figure.subplot", panel.at("/title/text")));
      }
      Size.count(figure);
      String number = i == 0 ? "" : "" + (i + 1);
      share(axes, "x", number, panel.withObject("/xaxis"), i + columns < figures.length);
      share(axes, "y", number, panel.withObject("/yaxis"), i % columns > 0);
      if (i % columns > 0 && !panel.at("/yaxis").has("showticklabels")) {
        between = NUMBERED;
      }
      add(tree, figure, number);
    }
    Json.put(tree, "layout.grid.xgap", between * columns / (1 + between));
    return new DecoratedFigure(figures[0], tree);
  }

  /** Axes of one title span the same: the first is the one; others follow, and lose the title. */
  private static void share(Map<String, String> axes, String letter, String number,
      ObjectNode axis, boolean titleElsewhere) {
    String title = Labels.axis(axis.at("/title/text").asText()); // as the reader sees it
    String first = title.isEmpty() ? null
        : axes.putIfAbsent(letter + axis.path("type") + title, letter + number);
    if (first != null) {
      axis.put("showticklabels", letter.equals("x") || !titleElsewhere);
      if (!axis.has("range")) { // with ranges as well, Plotly finds none for the other direction
        axis.put("matches", first);
      }
    }
    if (axis.has("scaleanchor")) {
      axis.put("scaleanchor", "x" + number);
    }
    if (titleElsewhere && (first != null || letter.equals("x"))) {
      axis.put("titled", "elsewhere"); // the theme still needs the title, for hover texts
    }
  }

  private static void add(ObjectNode tree, ObjectNode figure, String number) {
    ObjectNode panel = figure.withObject("/layout");
    ObjectNode layout = tree.withObject("/layout");
    for (ObjectNode trace : Json.traces(figure)) {
      Json.put(trace, "xaxis", "x" + number, "yaxis", "y" + number);
      if (trace.has("z")) {
        trace.put("showscale", false); // there is no room beside a panel
      }
      tree.withArray("/data").add(trace);
    }
    for (String kind : List.of("/shapes", "/annotations")) {
      panel.at(kind).forEach(each -> layout.withArray(kind).add(Json.put((ObjectNode) each,
          "xref", each.get("xref").textValue().replaceFirst("x", "x" + number),
          "yref", each.get("yref").textValue().replaceFirst("y", "y" + number))));
    }
    layout.withArray("/annotations").add(Json.object(
        "text", Texts.shown(Labels.axis(panel.at("/title/text").asText()), Texts.TITLE),
        "xref", "x" + number + " domain", "yref", "y" + number + " domain", "x", 0.5, "y", 1,
        "xanchor", "center", "yanchor", "bottom"));
    Json.put(layout, "xaxis" + number, panel.get("xaxis"), "yaxis" + number, panel.get("yaxis"));
    Json.fill(layout, panel.retain("barmode", "bargap", "scattermode"));
  }

  /** One step, and a slider whose steps change what differs between them. */
  static Figure slider(String name, Map<String, Figure> steps, String first) {
    if (!steps.containsKey(first)) {
      throw new IllegalArgumentException(
          Words.text("figure.slider", name, first, steps.keySet()));
    }
    Map<String, ObjectNode> trees = new LinkedHashMap<>();
    steps.forEach((label, step) -> {
      ObjectNode tree = DecoratedFigure.tree(step);
      Theme.dress(tree, Size.MOST_WITH_SLIDER / steps.size());
      trees.put(label, Json.put(tree, "layout.height", tree.at("/layout/height").asInt() + SLIDER,
          "layout.margin.t", tree.at("/layout/margin/t").asInt() + SLIDER));
    });
    ObjectNode start = trees.get(first);
    trees.forEach((label, tree) -> {
      if (tree.get("data").size() != start.get("data").size()) {
        throw new IllegalArgumentException(Words.text("figure.steps", label, name,
            tree.get("data").size(), start.get("data").size()));
      }
    });
    List<ObjectNode> changes = new ArrayList<>();
    trees.forEach((label, tree) -> changes.add(Json.object(
        "label", Texts.shown(Labels.inTable(label)), "method", "update", "args", arguments(tree))));
    removeEqual(changes.stream().map(step -> step.withObject("/args/0")).toList());
    removeEqual(changes.stream().map(step -> step.withObject("/args/1")).toList());
    Json.put(start, "layout.sliders", List.of(Json.object(
        "active", List.copyOf(steps.keySet()).indexOf(first),
        "currentvalue.prefix", Texts.shown(Labels.inTable(name)) + Words.text("figure.colon"),
        "steps", changes,
        "pad.b", start.at("/layout").has("grid") ? 36 : 14))); // panels have headings there
    return new DecoratedFigure(steps.get(first), start);
  }

  /** What Plotly's {@code update} sets: of each property of traces a list, and of the layout. */
  private static List<?> arguments(ObjectNode tree) {
    Map<String, JsonNode[]> data = new LinkedHashMap<>();
    List<ObjectNode> traces = Json.traces(tree);
    for (int i = 0; i < traces.size(); i++) {
      for (Map.Entry<String, JsonNode> field : traces.get(i).properties()) {
        data.computeIfAbsent(field.getKey(), missing -> new JsonNode[traces.size()])[i] =
            field.getValue();
      }
    }
    return List.of(data, tree.get("layout"));
  }

  private static void removeEqual(List<ObjectNode> objects) {
    Set<String> keys = new LinkedHashSet<>();
    objects.forEach(object -> object.fieldNames().forEachRemaining(keys::add));
    for (String key : keys) {
      boolean equal = objects.stream().map(object -> object.get(key)).distinct().count() == 1;
      objects.forEach(equal ? object -> object.remove(key)
          : object -> object.putIfAbsent(key, object.nullNode()));
    }
  }
}
