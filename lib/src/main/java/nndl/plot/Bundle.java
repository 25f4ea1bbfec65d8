package nndl.plot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double DEFAULT_HEIGHT = 450;

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
    return of(json, json.at("/layout/title/text").asText("A figure"));
  }

  static Map<String, Object> of(ObjectNode json, String text) {
    theme(json);
    Map<String, Object> tree = JSON.convertValue(json, new TypeReference<>() {});
    return Map.of(PLOTLY, tree, "text/html", html(json), "text/plain", text);
  }

  private static void theme(ObjectNode json) {
    ObjectNode layout = (ObjectNode) json.get("layout");
    if (!layout.has("height")) {
      layout.put("height", DEFAULT_HEIGHT); // without one, JupyterLab logs an error
    }
    layout.put("paper_bgcolor", "#ffffff").put("plot_bgcolor", "#ffffff");
    layout.putObject("font").put("size", 14).put("color", "#222222");
    layout.putObject("legend").put("orientation", "h").put("x", 0).put("y", 1.01)
        .put("yanchor", "bottom");
    if (layout.get("title") instanceof ObjectNode title) {
      title.put("x", 0).put("xref", "paper").put("xanchor", "left");
    }
    for (Map.Entry<String, JsonNode> field : layout.properties()) {
      if (field.getKey().matches("[xy]axis\\d*") && field.getValue() instanceof ObjectNode axis) {
        axis.put("automargin", true).put("gridcolor", "#e5e5e5").put("linecolor", "#888888")
            .put("showline", true).put("zeroline", false);
      }
    }
    ((ObjectNode) json.get("config")).put("displayModeBar", false).put("responsive", true);
  }

  /** An empty box, and a script that loads plotly.js once for the whole page and draws in it. */
  private static String html(ObjectNode json) {
    String figure;
    try {
      figure = JSON.writeValueAsString(json).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    return """
        <div style="max-width: 760px; min-height: %dpx"></div>
        <script>
        (function (box, figure) {
          window.nndlPlotly = window.nndlPlotly || (window.Plotly
            ? Promise.resolve()
            : new Promise(function (resolve, reject) {
                var script = document.createElement("script");
                script.src = "%s";
                script.onload = resolve;
                script.onerror = reject;
                document.head.appendChild(script);
              }));
          window.nndlPlotly.then(function () {
            Plotly.newPlot(box, figure.data, figure.layout, figure.config);
          }, function () {
            box.textContent = "This figure needs plotly.js, which could not be loaded.";
          });
        })(document.currentScript.previousElementSibling, %s);
        </script>
        """.formatted(json.at("/layout/height").asInt(), PLOTLY_JS, figure);
  }
}
