package nndl.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.Field;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nndl.words.Words;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Turns a Tablesaw figure into Plotly's tree: {@code {data, layout, config}}.
 *
 * <p>Tablesaw only writes JavaScript. In it, texts that its templates fill in stand in single
 * quotes, with HTML escapes and with backslashes left as they are; data stand in double quotes,
 * escaped as in JSON, numbers too.
 */
final class TablesawScript {
  private static final Pattern TEXT =
      Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|'([^']*)'");
  private static final String NUMBER = "-?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?";
  private static final Pattern NUMERIC = Pattern.compile(NUMBER + "|NaN|-?Infinity|null");
  /** Sizes that figures of Tablesaw have when the cell sets none. */
  private static final String DEFAULT_SIZE = "800x600|900x700|700x450|1000x800";

  private TablesawScript() {}

  /** The figure as a tree, with numbers as exact as they were. */
  static ObjectNode tree(Figure figure) {
    ObjectNode layout = object(figure.getLayout() == null ? "{}"
        : figure.getLayout().asJavascript());
    if ((layout.path("width") + "x" + layout.path("height")).matches(DEFAULT_SIZE)) {
      layout.remove(List.of("width", "height"));
    } else if (layout.path("width").asInt() == 800) {
      layout.remove("width");
    }
    return Json.object(
        "data", Stream.of(figure.getTraces()).map(TablesawScript::trace).toList(),
        "layout", layout,
        "config", object(figure.getConfig() == null ? "{}" : figure.getConfig().asJavascript()));
  }

  /** A trace as Plotly's schema has it. */
  static ObjectNode trace(Trace trace) {
    ObjectNode json = object(trace.asJavascript(0));
    for (String axis : List.of("x", "y")) {
      if (looksNumeric(json.path(axis))) {
        json.set(axis, values(trace, json.path("orientation").asText().equals("h") ? "x" : axis));
      }
    }
    String type = json.path("type").asText();
    if (!type.startsWith("scatter")) {
      json.remove("mode");
    }
    if (type.matches("pie|scatter3d")) {
      json.remove(List.of("xaxis", "yaxis"));
    }
    return json;
  }

  /** Whether values are texts, all of which could be numbers. */
  static boolean looksNumeric(JsonNode values) {
    return !values.isEmpty() && values.valueStream().allMatch(value -> value.isTextual()
        && NUMERIC.matcher(value.textValue()).matches());
  }

  /**
   * What a trace holds. This is the one place that looks into Tablesaw's private fields: it writes
   * the text "30" and the number 30 alike, and tells what it was nowhere else. Bars that lie hold
   * as x what they write as y.
   */
  private static JsonNode values(Trace trace, String name) {
    try {
      Field field = trace.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return Json.MAPPER.valueToTree(field.get(trace));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          Words.text("figure.field", name, trace.getClass().getName(), e), e);
    }
  }

  /** The object in {@code var name = {…};}. */
  private static ObjectNode object(String script) {
    String json = TEXT.matcher(script).replaceAll(text -> Matcher.quoteReplacement(
        text.group(1) == null ? text.group() : TextNode.valueOf(text.group(1)
            .replace("&#39;", "'").replace("&quot;", "\"").replace("&lt;", "<")
            .replace("&gt;", ">").replace("&amp;", "&")).toString()));
    return (ObjectNode) typed("", Json.read(json.substring(json.indexOf('{'))));
  }

  /** A field's value, of the kind that Plotly knows; what nobody set, and is empty, goes. */
  private static JsonNode typed(String field, JsonNode value) {
    if (value instanceof ObjectNode object) {
      object.properties().forEach(e -> e.setValue(typed(e.getKey(), e.getValue())));
      if (object.has("titlefont")) {
        Json.put(object, "title.font", object.remove("titlefont"));
      }
      object.removeIf(child -> child.isNull() || child.isTextual() && child.asText().isEmpty());
    } else if (value instanceof ArrayNode array && field.equals("range")) {
      Json.replaceAll(array, end -> typed("", end));
    } else if (field.equals("title")) {
      return Json.object("text", value);
    } else if (!field.equals("name") && value.asText().matches("true|false|" + NUMBER)) {
      return Json.read(value.asText());
    }
    return value;
  }
}
