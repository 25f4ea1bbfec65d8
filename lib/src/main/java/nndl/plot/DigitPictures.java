package nndl.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import nndl.data.Digits;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Margin;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/** Pictures of digits in a row, each labelled with the digit that it is meant to be. */
public final class DigitPictures extends Drawing {
  private final String title;
  private final Digits digits;
  private final int count;

  /**
   * Takes the first images.
   *
   * @param title what they are
   * @param digits the images
   * @param count how many to show, at least 1
   */
  public DigitPictures(String title, Digits digits, int count) {
    this.title = title;
    this.digits = digits;
    this.count = count;
  }

  @Override
  String withoutCaption() {
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < count; i++) {
      labels.append(i == 0 ? "" : ", ").append(digits.label(i));
    }
    return title + ": " + labels + ".";
  }

  @Override
  ObjectNode json() {
    int side = Digits.SIDE;
    double[][] grey = new double[side][side * count];
    for (int i = 0; i < count; i++) {
      for (int pixel = 0; pixel < Digits.PIXELS; pixel++) { // Plotly's first row is the lowest
        grey[side - 1 - pixel / side][i * side + pixel % side] = digits.image(i).get(pixel);
      }
    }
    ObjectNode json = pixels(grey, Layout.builder().title(title).height(190)
        .margin(Margin.builder().left(10).right(10).top(60).bottom(35).build()).build());

    // What Tablesaw cannot say: grey levels as whole numbers, the labels.
    ObjectNode trace = (ObjectNode) json.at("/data/0");
    trace.put("colorscale", "Greys").put("reversescale", false).put("showscale", false)
        .put("hoverinfo", "skip");
    for (var row : trace.get("z")) {
      ArrayNode values = (ArrayNode) row;
      for (int i = 0; i < values.size(); i++) {
        values.set(i, (int) (values.get(i).doubleValue() * 256));
      }
    }
    ArrayNode labels = ((ObjectNode) json.get("layout")).putArray("annotations");
    for (int i = 0; i < count; i++) {
      labels.addObject().put("text", Integer.toString(digits.label(i))).put("showarrow", false)
          .put("x", (i + 0.5) * side).put("y", -1).put("yanchor", "top");
    }
    return json;
  }

  /** Square pixels without axes, the lowest row first. */
  static ObjectNode pixels(double[][] values, Layout layout) {
    Object[] columns = IntStream.range(0, values[0].length).boxed().toArray();
    Object[] rows = IntStream.range(0, values.length).boxed().toArray();
    ObjectNode json = PlotlyJson.of(
        new Figure(layout, HeatmapTrace.builder(columns, rows, values).build()));
    ((ObjectNode) json.at("/data/0")).remove(List.of("x", "y"));
    ObjectNode out = (ObjectNode) json.get("layout");
    out.putObject("xaxis").put("visible", false);
    out.putObject("yaxis").put("visible", false).put("scaleanchor", "x");
    return json;
  }
}
