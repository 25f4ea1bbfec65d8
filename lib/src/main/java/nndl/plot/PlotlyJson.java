package nndl.plot;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Turns a Tablesaw figure into Plotly's JSON: {@code {data, layout, config}}.
 *
 * <p>Tablesaw only writes JavaScript for a page of its own. In it, texts that its templates fill in
 * stand in single quotes, with HTML escapes and with backslashes left as they are; data stand in
 * double quotes, escaped as in JSON, numbers too.
 */
final class PlotlyJson {
  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, JsonReadFeature.ALLOW_TRAILING_COMMA,
          JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
      .build();
  private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
  private static final Pattern NOT_FINITE = Pattern.compile("NaN|-?Infinity|null");

  /** How many characters of a title stand side by side on a phone. */
  private static final int LINE = 42;
  private static final int NAME = 36;
  private static final int UPRIGHT = 30;

  private PlotlyJson() {}

  /** The figure as a tree. Numbers are numbers, those that are not finite are null. */
  static ObjectNode of(Figure figure) {
    String js = strings(figure.asJavascript("figure"));
    ObjectNode root = JSON.createObjectNode();
    ArrayNode data = root.putArray("data");
    for (int i = 0; i < figure.getTraces().length; i++) {
      ObjectNode trace = (ObjectNode) numbers(variable(js, "trace" + i));
      restoreTexts(figure.getTraces()[i], trace);
      data.add(trace);
    }
    root.set("layout", titles(numbers(variable(js, "layout"))));
    root.set("config", numbers(variable(js, "config")));
    for (JsonNode trace : data) {
      categories(trace.path("x"), root.at("/layout/xaxis"));
      categories(trace.path("y"), root.at("/layout/yaxis"));
    }
    return root;
  }

  /** Writes every single-quoted text of a template as a JSON string. */
  private static String strings(String js) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < js.length(); i++) {
      char c = js.charAt(i);
      if (c == '\'') { // an apostrophe within the text is &#39;
        int end = js.indexOf('\'', i + 1);
        String text = js.substring(i + 1, end).replace("&#39;", "'").replace("&quot;", "\"")
            .replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        out.append(TextNode.valueOf(text));
        i = end;
      } else if (c == '"') {
        int end = i + 1;
        while (js.charAt(end) != '"') {
          end += js.charAt(end) == '\\' ? 2 : 1;
        }
        out.append(js, i, end + 1);
        i = end;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** The object that {@code var name = {…}} sets; strings hold no line breaks, so ^ is safe. */
  private static JsonNode variable(String js, String name) {
    Matcher matcher = Pattern.compile("(?m)^\\s*var " + name + "\\s*=\\s*(?=\\{)").matcher(js);
    if (!matcher.find()) {
      return JSON.createObjectNode();
    }
    try (JsonParser parser = JSON.createParser(js.substring(matcher.end()))) {
      return parser.readValueAsTree();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Tablesaw wrote a figure that cannot be read: "
          + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Plotly takes texts that all look like numbers for numbers, unless the axis says otherwise. */
  private static void categories(JsonNode values, JsonNode axis) {
    boolean looks = values.size() > 0;
    for (JsonNode value : values) {
      looks &= value.isTextual() && value.textValue().matches("\\s*-?[0-9.]+([eE][-+]?[0-9]+)?\\s*");
    }
    if (looks && axis instanceof ObjectNode object) {
      object.put("type", "category");
    }
  }

  /**
   * Texts are those that the trace holds: Tablesaw's JavaScript loses backslashes, and does not
   * tell numbers from texts that look like them.
   */
  private static void restoreTexts(Trace trace, ObjectNode json) {
    for (String name : new String[] {"x", "y", "text"}) {
      try {
        Field field = trace.getClass().getDeclaredField(name);
        field.setAccessible(true);
        if (field.get(trace) instanceof Object[] values && json.get(name) instanceof ArrayNode array
            && array.size() == values.length) {
          for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Number number) {
              array.set(i, number(number.doubleValue()));
            } else if (values[i] instanceof String text) {
              array.set(i, text(text));
            }
          }
        }
      } catch (ReflectiveOperationException | RuntimeException e) {
        // A kind of trace that has no such data; what Tablesaw wrote stays.
      }
    }
    if (json.get("name") instanceof TextNode name) {
      json.put("name", name(name.textValue()));
    }
  }

  /** Data that were numbers become numbers again, or null where they are not finite. */
  static JsonNode numbers(JsonNode node) {
    if (node instanceof ObjectNode object) {
      Iterator<Map.Entry<String, JsonNode>> fields = object.fields();
      while (fields.hasNext()) {
        Map.Entry<String, JsonNode> field = fields.next();
        field.setValue(numbers(field.getValue()));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, number(numbers(array.get(i))));
      }
    } else if (node.isDouble()) {
      return number(node.doubleValue());
    }
    return node;
  }

  /** Six digits are more than a figure shows, and a third of what a double may have. */
  static JsonNode number(double value) {
    if (!Double.isFinite(value)) {
      return NullNode.instance;
    }
    return DoubleNode.valueOf(value == Math.rint(value) ? value
        : new BigDecimal(value).round(new MathContext(6)).doubleValue());
  }

  /** A column's numbers, or its texts as they are to be seen. */
  static ArrayNode values(Column<?> column) {
    ArrayNode values = JSON.createArrayNode();
    for (int row = 0; row < column.size(); row++) {
      if (column instanceof NumericColumn<?> numbers) {
        values.add(number(numbers.getDouble(row)));
      } else {
        values.add(text(column.getString(row)));
      }
    }
    return values;
  }

  /** A text that Plotly, which reads some HTML, shows as it is. */
  static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replaceAll("\\R", "<br>");
  }

  /** Gives a layout or an axis its title, in lines that fit a phone. */
  static void title(ObjectNode owner, String title) {
    owner.putObject("title").put("text", text(wrap(title, LINE)));
  }

  /** Gives a vertical axis its title, in lines that are not longer than the axis. */
  static void upright(ObjectNode owner, String title) {
    owner.putObject("title").put("text", text(wrap(title, UPRIGHT)));
  }

  /** A series' name, in lines that fit into a legend on a phone. */
  static String name(String name) {
    return text(wrap(name, NAME));
  }

  /**
   * Breaks a line that is too long between words, into as few lines as will do, about equal; into
   * two, if that can be, behind a punctuation mark.
   */
  private static String wrap(String line, int limit) {
    if (line.length() <= limit || line.contains("\n")) {
      return line;
    }
    int pause = pause(line, limit);
    if (pause > 0) {
      return line.substring(0, pause) + "\n" + line.substring(pause + 1);
    }
    int fewest = fill(line, limit).split("\n").length;
    int most = line.length() / fewest;
    while (most < limit && fill(line, most).split("\n").length > fewest) {
      most++;
    }
    return fill(line, most);
  }

  /** The blank behind the punctuation mark nearest to the middle, not in brackets; 0 for none. */
  private static int pause(String line, int limit) {
    int best = 0;
    int depth = 0;
    for (int i = 1; i < line.length(); i++) {
      char before = line.charAt(i - 1);
      depth += before == '(' ? 1 : before == ')' ? -1 : 0;
      int longer = Math.max(i, line.length() - 1 - i);
      int shorter = line.length() - 1 - longer;
      if (line.charAt(i) == ' ' && ",;:.?".indexOf(before) >= 0 && depth == 0
          && longer <= limit && shorter >= limit / 4
          && Math.abs(2 * i + 1 - line.length()) < Math.abs(2 * best + 1 - line.length())) {
        best = i;
      }
    }
    return best;
  }

  private static String fill(String line, int most) {
    StringBuilder out = new StringBuilder();
    int length = 0;
    for (String word : line.split(" ", -1)) {
      if (length > 0 && length + 1 + word.length() > most) {
        out.append('\n');
        length = 0;
      } else if (out.length() > 0) {
        out.append(' ');
        length++;
      }
      out.append(word);
      length += word.length();
    }
    return out.toString();
  }

  private static JsonNode number(JsonNode node) {
    if (!node.isTextual()) {
      return node;
    }
    String text = node.textValue();
    if (NOT_FINITE.matcher(text).matches()) {
      return NullNode.instance;
    }
    return NUMBER.matcher(text).matches() ? number(Double.parseDouble(text)) : node;
  }

  /** Plotly.js 3 and later take a title only as an object. */
  private static ObjectNode titles(JsonNode node) {
    ObjectNode object = (ObjectNode) node;
    JsonNode font = object.remove("titlefont");
    JsonNode title = object.get("title");
    if (title != null && title.isTextual()) {
      title(object, title.textValue());
      ObjectNode asObject = (ObjectNode) object.get("title");
      if (font != null) {
        asObject.set("font", font);
      }
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getValue() instanceof ObjectNode && !field.getKey().equals("title")) {
        titles(field.getValue());
      }
    }
    return object;
  }
}
