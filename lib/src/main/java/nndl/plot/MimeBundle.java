package nndl.plot;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import nndl.words.Words;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure as Jupyter shows it.
 *
 * @param data Plotly's own MIME type, which JupyterLab, Notebook 7 and VS Code draw; HTML that
 *     loads plotly.js, for pages and where they do not; and text
 * @param height the figure's height in pixels
 * @param warning how large a figure is that cannot be made small without changing it; or empty
 */
public record MimeBundle(Map<String, Object> data, int height, String warning) {
  /** The MIME type of Plotly figures. */
  public static final String PLOTLY = "application/vnd.plotly.v1+json";
  /** Draws in an empty box, in which a line of text stays where plotly.js cannot be loaded. */
  private static final String HTML = Json.resource("figure.html");

  /**
   * Dresses and renders a figure.
   *
   * @param figure any Tablesaw figure
   * @param decorations what Tablesaw cannot say of it
   * @return the bundle
   */
  public static MimeBundle of(Figure figure, Decoration... decorations) {
    ObjectNode tree = DecoratedFigure.tree(figure, decorations);
    int most = tree.at("/layout").has("sliders") ? Size.MOST_WITH_SLIDER : Size.MOST;
    Theme.dress(tree, most);
    String title = tree.at("/layout/title/text").asText()
        .replace("<br>", " ").replace("&lt;", "<").replace("&amp;", "&");
    String caption = tree.path("caption")
        .asText(title.isEmpty() ? Words.text("figure.untitled") : title);
    tree.remove("caption");
    String json = tree.toString();
    int height = tree.at("/layout/height").asInt();
    // MathJax, which JupyterLab runs over HTML outputs, must not take dollars for mathematics.
    String html = HTML.replace("{height}", "" + height)
        .replace("{unloaded}", Words.text("figure.unloaded"))
        .replace("{caption}", caption.replace("&", "&amp;").replace("\"", "&quot;")
            .replace("<", "&lt;").replace("$", "&#36;").replace("{", "&#123;"))
        .replace("{figure}", json.replace("<", "\\u003c"));
    return new MimeBundle(Map.of(PLOTLY,
        Json.MAPPER.convertValue(tree, new TypeReference<Map<String, Object>>() {}),
        "text/html", html, "text/plain", caption), height, json.length() <= most ? ""
        : Words.text("figure.large", json.length() / 1000));
  }
}
