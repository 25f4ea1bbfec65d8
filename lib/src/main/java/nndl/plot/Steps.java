package nndl.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Drawings of one shape, with a slider that goes from one to the next. All are computed beforehand,
 * so the slider works in a saved page too.
 */
public final class Steps extends Drawing {
  /** Of the slider, in pixels. */
  static final int HEIGHT = 84;

  private final String name;
  private final List<String> labels = new ArrayList<>();
  private final List<Drawing> drawings = new ArrayList<>();
  private int first;

  /**
   * Starts without steps.
   *
   * @param name what the slider changes; it stands before the label of the step, as in "inputs: 10"
   */
  public Steps(String name) {
    this.name = name;
  }

  /**
   * Adds a step.
   *
   * @param label what the slider says
   * @param drawing what is drawn: as many series as in the other steps, of the same kinds
   * @return these steps
   */
  public Steps add(String label, Drawing drawing) {
    labels.add(label);
    drawings.add(drawing);
    return this;
  }

  /**
   * Chooses the step that is shown at first, and in still pictures; otherwise it is the first.
   *
   * @param label its label
   * @return these steps
   * @throws IllegalArgumentException if no step has the label
   */
  public Steps startAt(String label) {
    first = labels.indexOf(label);
    if (first < 0) {
      throw new IllegalArgumentException(
          "steps of \"%s\" have no \"%s\"; they have %s".formatted(name, label, labels));
    }
    return this;
  }

  @Override
  public Steps caption(String caption) {
    super.caption(caption);
    return this;
  }

  @Override
  String withoutCaption() {
    return drawings.isEmpty() ? "" : drawings.get(first).caption();
  }

  @Override
  ObjectNode json() {
    if (drawings.isEmpty()) {
      throw new IllegalStateException("there is no step of \"" + name + "\" to show: add one");
    }
    List<ObjectNode> figures = drawings.stream().map(Drawing::json).toList();
    ObjectNode start = figures.get(first).deepCopy();
    int traces = start.get("data").size();
    for (int i = 0; i < figures.size(); i++) {
      int size = figures.get(i).get("data").size();
      if (size != traces) {
        throw new IllegalStateException("step \"%s\" of \"%s\" has %d series, step \"%s\" has %d"
            .formatted(labels.get(i), name, size, labels.get(first), traces));
      }
    }
    List<Map<String, JsonNode>> layouts = figures.stream()
        .map(figure -> flat(figure.get("layout"))).toList();
    List<List<Map<String, JsonNode>>> data = figures.stream().map(figure -> {
      List<Map<String, JsonNode>> all = new ArrayList<>();
      figure.get("data").forEach(trace -> all.add(flat(trace)));
      return all;
    }).toList();
    Set<String> layoutKeys = differing(layouts);
    Set<String> dataKeys = new LinkedHashSet<>();
    for (int t = 0; t < traces; t++) {
      int trace = t;
      dataKeys.addAll(differing(data.stream().map(all -> all.get(trace)).toList()));
    }

    ArrayNode steps = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < figures.size(); i++) {
      ObjectNode step = steps.addObject().put("label", PlotlyJson.text(labels.get(i)))
          .put("method", "update");
      ArrayNode args = step.putArray("args");
      ObjectNode restyle = args.addObject();
      for (String key : dataKeys) {
        ArrayNode values = restyle.putArray(key);
        data.get(i).forEach(trace -> values.add(trace.get(key)));
      }
      ObjectNode relayout = args.addObject();
      for (String key : layoutKeys) {
        relayout.set(key, layouts.get(i).get(key));
      }
    }
    ObjectNode layout = (ObjectNode) start.get("layout");
    layout.put("height", layout.get("height").asInt() + HEIGHT);
    ObjectNode slider = layout.putArray("sliders").addObject();
    slider.put("active", first).put("x", 0).put("len", 1).put("y", 1).put("yanchor", "bottom")
        .putObject("currentvalue").put("prefix", PlotlyJson.text(name) + ": ")
        .put("xanchor", "left").putObject("font").put("size", 15);
    slider.putObject("pad").put("l", 10).put("r", 10).put("t", 0)
        .put("b", layout.has("yaxis2") ? 36 : 14); // panels have headings there
    slider.set("steps", steps);
    return start;
  }

  /** What an object holds, with Plotly's names: {@code title.text}. Arrays stay whole. */
  private static Map<String, JsonNode> flat(JsonNode object) {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    flatten("", object, all);
    return all;
  }

  private static void flatten(String before, JsonNode object, Map<String, JsonNode> all) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getValue().isObject()) {
        flatten(before + field.getKey() + ".", field.getValue(), all);
      } else {
        all.put(before + field.getKey(), field.getValue());
      }
    }
  }

  private static Set<String> differing(List<Map<String, JsonNode>> all) {
    Set<String> keys = new LinkedHashSet<>();
    all.forEach(each -> keys.addAll(each.keySet()));
    keys.removeIf(key -> all.stream().allMatch(
        each -> each.containsKey(key) && each.get(key).equals(all.get(0).get(key))));
    return keys;
  }
}
