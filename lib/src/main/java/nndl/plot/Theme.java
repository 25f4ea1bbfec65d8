package nndl.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import nndl.words.Words;

/**
 * How figures look. What the cell sets stays; for the rest, looks follow from the keys that name
 * traces and axes, and keys become labels. What does not depend on keys is Plotly's own template.
 */
final class Theme {
  private static final int HEIGHT = 420;
  /** Powers of ten that a logarithmic axis may span with labels between them. */
  private static final double MOST_DECADES = 3.5;

  private final Looks looks = new Looks();
  private final List<ObjectNode> data;
  private final ObjectNode layout;

  private Theme(ObjectNode figure) {
    this.data = Json.traces(figure);
    this.layout = figure.withObject("/layout");
  }

  /** Makes a figure ready to be shown, with few enough characters if that can be. */
  static void dress(ObjectNode figure, int mostBytes) {
    if (!figure.at("/layout").has("template")) { // otherwise it has been dressed for a slider
      Size.count(figure);
      new Theme(figure).dress();
      Json.fill(figure, Json.theme("figure"));
      translate(figure);
      Json.rounded(figure);
      Size.thin(figure, mostBytes);
    }
  }

  /** What stands in the theme in English. */
  private static void translate(ObjectNode figure) {
    for (JsonNode parent : figure.findParents("hovertemplate")) {
      ((ObjectNode) parent).put("hovertemplate", parent.get("hovertemplate").asText()
          .replace(": ", Words.text("figure.colon")).replace(" to ", Words.text("figure.to")));
    }
    ObjectNode font = figure.withObject("/layout/template/layout/font");
    font.put("family", Words.text("figure.fonts", font.get("family").asText()));
  }

  private void dress() {
    Set<String> named = new HashSet<>();
    for (ObjectNode trace : data) {
      dress(trace);
      String name = trace.get("name").textValue();
      if (!name.isEmpty() && trace.path("showlegend").asBoolean(true)) {
        Json.put(trace, "legendgroup", name, "showlegend", named.add(name + trace.path("mode")));
      }
    }
    layout.properties().forEach(field -> {
      if (field.getKey().matches("[xy]axis\\d*")) {
        axis(field.getKey(), (ObjectNode) field.getValue());
      }
    });
    String title = Texts.shown(Labels.axis(layout.at("/title/text").asText()), Texts.TITLE);
    int lines = title.split("<br>").length;
    // Plotly moves a title of several lines up by half a line; panels have headings.
    Json.usual(Json.put(layout, "title.text", title), "title.pad.t", lines > 1 ? 23 : 12,
        "margin.t", 24 + 21 * lines + (layout.has("grid") ? 22 : 0),
        "height", HEIGHT, "showlegend", named.size() > 1);
  }

  private void dress(ObjectNode trace) {
    String key = trace.path("name").asText();
    String type = trace.path("type").asText();
    String name = Labels.label(key);
    String along = title(trace, "x");
    String unit = Labels.unit(title(trace, "y"));
    Json.usual(trace, "meta", List.of(
        along.isEmpty() || !Json.isNumeric(trace.path("x")) ? ""
            : Texts.shown(Labels.quantity(along).replaceFirst("[,，].*", "") + " "),
        name.isEmpty() ? "" : Texts.shown(name + " "), unit.isEmpty() ? "" : " " + unit));
    trace.put("name", Texts.shown(name, Texts.NAME));
    if (trace.at("/marker/size").asInt() == 6 && trace.at("/marker/opacity").asDouble() == 0.75) {
      trace.remove("marker"); // so Tablesaw makes groups of points when the cell is silent
    }
    String kind = trace.has("width") ? "histogram" : type;
    Json.fill(trace, looks.of(key, Json.theme("looks/" + kind)));
    relabel(trace.path("labels"));
    for (String letter : List.of("x", "y")) {
      String axis = axisOf(trace, letter);
      if (TablesawScript.looksNumeric(trace.path(letter))) { // Plotly would take it for numbers
        Json.usual(layout, axis + ".type", "category");
      }
      relabel(trace.path(letter));
      if (!type.matches("pie|scatter3d")) {
        layout.withObject("/" + axis);
      }
    }
  }

  private static String axisOf(JsonNode trace, String letter) {
    return letter + "axis" + trace.path(letter + "axis").asText(letter).substring(1);
  }

  /** What an axis spans: the name of the axis that it follows, or its own. */
  private String span(String axis) {
    return layout.path(axis).path("matches").asText(axis.replace("axis", ""));
  }

  /** The title of the axis along which a trace has its x or y. */
  private String title(ObjectNode trace, String letter) {
    return layout.path(axisOf(trace, letter)).at("/title/text").asText();
  }

  private static void relabel(JsonNode texts) {
    if (texts instanceof ArrayNode array) {
      Json.replaceAll(array, text -> text.isTextual()
          ? TextNode.valueOf(Texts.shown(Labels.label(text.textValue()))) : text);
    }
  }

  private void axis(String name, ObjectNode axis) {
    String letter = name.substring(0, 1);
    boolean log = axis.path("type").asText().equals("log");
    double[] numbers = data.stream()
        .filter(trace -> Json.isNumeric(trace.path(letter))
            && span(axisOf(trace, letter)).equals(span(name)))
        .flatMapToDouble(trace -> DoubleStream.concat(Json.numbers(trace.get(letter)),
            DoubleStream.of(0).filter(zero -> letter.equals("y")
                && trace.path("type").asText().equals("bar")))) // where bars begin
        .filter(value -> value > 0 || !log).sorted().toArray();
    if (numbers.length > 0) {
      ticks(name, axis, log, numbers);
    }
    relabel(axis.path("categoryarray"));
    if (axis.remove("titled") != null) {
      axis.remove("title");
    } else if (axis.at("/title/text") instanceof TextNode title) {
      Json.put(axis, "title.text", Texts.shown(Labels.axis(title.textValue()),
          letter.equals("x") ? Texts.TITLE : Texts.UPRIGHT));
    }
  }

  private void ticks(String name, ObjectNode axis, boolean log, double... sorted) {
    double least = sorted[0];
    double greatest = sorted[sorted.length - 1];
    if (name.startsWith("x") && (log ? greatest >= 100 * least : greatest - least <= 10
        && DoubleStream.of(sorted).allMatch(value -> value == Math.rint(value)))) {
      if (!log && layout.has("grid") && greatest - least > 6) { // a phone's panel has room for four
        Json.usual(axis, "dtick", 3, "tick0", least);
      }
      Json.usual(axis, "dtick", 1); // no epoch 1.5; powers of ten alone
    }
    if (log) { // labels 1, 2 and 5 of each power of ten; over many, some of them alone: 10⁻⁴
      double decades = axis.has("range") // in powers of ten
          ? axis.at("/range/1").asDouble() - axis.at("/range/0").asDouble()
          : StrictMath.log10(greatest / least);
      if (decades >= 1) {
        Json.usual(axis, "dtick", decades > MOST_DECADES ? Math.ceil(decades / 5) : "D2");
      }
      Json.fill(axis, Json.theme(decades > MOST_DECADES ? "powers" : "decades"));
    } else if (name.startsWith("y") && !axis.has("range") && layout.path("annotations")
        .valueStream().anyMatch(note -> note.path("y").asDouble() < 1 // panels' headings are at 1
            && note.path("yref").asText().equals(name.replace("axis", "") + " domain"))) {
      Json.usual(axis, "autorangeoptions.include", greatest + 0.1 * (greatest - least));
    }
  }
}
