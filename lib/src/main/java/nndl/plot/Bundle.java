package nndl.plot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.DoubleSummaryStatistics;
import java.util.Map;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure as a Jupyter MIME bundle: Plotly's own type, which JupyterLab, Notebook 7 and VS Code
 * draw; HTML that loads plotly.js, for pages and where they do not; and text.
 */
public final class Bundle {
  /** The MIME type of Plotly figures. */
  public static final String PLOTLY = "application/vnd.plotly.v1+json";
  /** The one version of plotly.js that figures are made for. */
  static final String PLOTLY_JS = "https://cdn.plot.ly/plotly-3.4.0.min.js";
  /** The hash of its bytes, which a browser checks before it runs them. */
  static final String PLOTLY_JS_HASH =
      "sha384-pFOQ7loGBChmUyS4Tszy+he8OWeYkwTFjc2xii4aJUWWiGwf2u2OEc04T5iDRpMp";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double DEFAULT_HEIGHT = 450;
  /** Powers of ten that a logarithmic axis may span with labels between them. */
  private static final double MOST_DECADES = 3.5;

  private Bundle() {}

  /**
   * Renders what this package draws.
   *
   * @param drawing a chart, a heat map, or another
   * @return MIME types and what to show for each
   */
  public static Map<String, Object> of(Drawing drawing) {
    return of(drawing.json(), drawing.caption());
  }

  /**
   * Renders any Tablesaw figure.
   *
   * @param figure the figure
   * @return MIME types and what to show for each
   */
  public static Map<String, Object> of(Figure figure) {
    ObjectNode json = PlotlyJson.of(figure);
    String title = json.at("/layout/title/text").asText().replace("<br>", " ")
        .replace("&lt;", "<").replace("&amp;", "&");
    return of(json, title.isEmpty() ? "A figure without a title" : title);
  }

  /**
   * Tells how high a figure is.
   *
   * @param bundle a figure's bundle
   * @return its height in pixels
   */
  public static int height(Map<String, Object> bundle) {
    return JSON.<JsonNode>valueToTree(bundle.get(PLOTLY)).at("/layout/height").asInt();
  }

  static Map<String, Object> of(ObjectNode json, String text) {
    theme(json);
    Map<String, Object> tree = JSON.convertValue(json, new TypeReference<>() {});
    return Map.of(PLOTLY, tree, "text/html", html(json, text), "text/plain", text);
  }

  /** What all figures share: no text is mathematics, the legend is below, the title above. */
  private static void theme(ObjectNode json) {
    ObjectNode layout = (ObjectNode) json.get("layout");
    if (!layout.has("height")) {
      layout.put("height", DEFAULT_HEIGHT); // without one, JupyterLab logs an error
    }
    layout.remove("width");
    layout.put("autosize", true).put("paper_bgcolor", "#ffffff").put("plot_bgcolor", "#ffffff");
    layout.putObject("font").put("family", "Open Sans, Helvetica, Arial, sans-serif")
        .put("size", 14).put("color", "#222222");
    layout.putObject("hoverlabel").put("bgcolor", "#ffffff").put("bordercolor", "#555555")
        .putObject("font").put("color", "#222222").put("size", 14);
    layout.put("hovermode", "closest");
    layout.putObject("legend").put("orientation", "h").put("traceorder", "normal")
        .put("x", 0).put("xanchor", "left")
        .put("yref", "container").put("y", 0).put("yanchor", "bottom");
    if (layout.get("title") instanceof ObjectNode title) {
      title.put("x", 0).put("xref", "container").put("xanchor", "left")
          .put("y", 1).put("yref", "container").put("yanchor", "top");
      title.putObject("font").put("size", 16);
      // Plotly moves a title of several lines up by half a line.
      title.putObject("pad").put("l", 12).put("t", lines(layout) > 1 ? 23 : 12);
    }
    ObjectNode margin = layout.get("margin") instanceof ObjectNode given ? given
        : layout.putObject("margin").put("l", 60).put("r", 20).put("b", 20);
    margin.put("t", 24 + 21 * lines(layout)
        + (layout.has("sliders") ? Steps.HEIGHT : 0)
        + (layout.has("yaxis2") ? 22 : 0)); // the panels' headings
    for (String axis : new String[] {"xaxis", "yaxis"}) {
      if (!layout.has(axis)) { // a figure made without them has them all the same
        layout.putObject(axis);
      }
    }
    for (Map.Entry<String, JsonNode> field : layout.properties()) {
      if (field.getKey().matches("[xy]axis\\d*") && field.getValue() instanceof ObjectNode axis) {
        axis.put("automargin", true).put("gridcolor", "#e5e5e5").put("linecolor", "#888888")
            .put("showline", true).put("zeroline", false);
        if (axis.path("type").asText().equals("log")) {
          ticks(axis, decades(axis, json.get("data"), field.getKey().substring(0, 1)));
        }
        if (axis.get("title") instanceof ObjectNode title) {
          title.put("standoff", 10).putObject("font").put("size", 14);
        }
      }
    }
    ((ObjectNode) json.get("config")).put("displayModeBar", false).put("responsive", true)
        .put("typesetMath", false);
  }

  /** Labels 1, 2 and 5 of each power of ten; over many of these, some of them alone: 10⁻⁴. */
  private static void ticks(ObjectNode axis, double decades) {
    if (decades > MOST_DECADES) {
      axis.put("exponentformat", "power").put("dtick", Math.ceil(decades / 5));
      axis.putObject("tickfont").put("size", 11); // Plotly writes powers larger by a quarter
    } else {
      axis.put("tickformat", ",~r"); // 1,000 and 0.01; otherwise Plotly writes 1000 and 10m
      if (decades >= 1 && !axis.has("dtick")) {
        axis.put("dtick", "D2");
      }
    }
  }

  /** How many powers of ten an axis spans: its own range, or that of all numbers above zero. */
  private static double decades(JsonNode axis, JsonNode data, String letter) {
    if (axis.has("range")) { // in powers of ten
      return axis.at("/range/1").doubleValue() - axis.at("/range/0").doubleValue();
    }
    DoubleSummaryStatistics sizes = new DoubleSummaryStatistics();
    for (JsonNode trace : data) {
      for (JsonNode value : trace.path(letter)) {
        if (value.doubleValue() > 0) {
          sizes.accept(StrictMath.log10(value.doubleValue()));
        }
      }
    }
    return sizes.getCount() == 0 ? 0 : sizes.getMax() - sizes.getMin();
  }

  private static int lines(ObjectNode layout) {
    return layout.at("/title/text").asText().split("<br>").length;
  }

  /**
   * A box with a line of text, and a script that loads plotly.js once for the whole page and draws
   * in the box. Where that cannot be, the line stays.
   */
  private static String html(ObjectNode json, String text) {
    String figure;
    try {
      figure = JSON.writeValueAsString(json).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    String label = text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;")
        .replace("$", "&#36;");
    // MathJax, which JupyterLab runs over HTML outputs, must not take dollars for mathematics.
    return """
        <div class="mathjax_ignore" role="img" aria-label="%s" \
        style="max-width: 760px; min-height: %dpx; background: #ffffff; color: #222222">\
        This figure is drawn by plotly.js, which is not loaded here.</div>
        <script>
        (function (box, figure) {
          window.nndlPlotly = window.nndlPlotly || (window.Plotly
            ? Promise.resolve()
            : new Promise(function (resolve, reject) {
                var script = document.createElement("script");
                script.src = "%s";
                script.integrity = "%s";
                script.crossOrigin = "anonymous";
                script.onload = resolve;
                script.onerror = reject;
                document.head.appendChild(script);
              }));
          window.nndlPlotly.then(function () {
            box.textContent = "";
            Plotly.newPlot(box, figure.data, figure.layout, figure.config);
          }, function () {});
        })(document.currentScript.previousElementSibling, %s);
        </script>
        """.formatted(label, json.at("/layout/height").asInt(), PLOTLY_JS, PLOTLY_JS_HASH, figure);
  }
}
