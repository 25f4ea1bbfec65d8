package nndl.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import nndl.data.Digits;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Margin;

/**
 * A number for each pixel of an image, drawn where the pixel is: the larger, the darker. A scale
 * below says what the colours mean.
 */
public final class PixelPicture extends Drawing {
  private final String title;
  private final double[] values;

  /**
   * Takes the numbers.
   *
   * @param title what they are
   * @param values one number a pixel, row after row from the top, as in {@link Digits}
   * @throws IllegalArgumentException if there are more or fewer than {@link Digits#PIXELS}
   */
  public PixelPicture(String title, double... values) {
    if (values.length != Digits.PIXELS) {
      throw new IllegalArgumentException("a picture of %d pixels needs as many numbers, not %d"
          .formatted(Digits.PIXELS, values.length));
    }
    this.title = title;
    this.values = values.clone();
  }

  @Override
  String withoutCaption() {
    return title;
  }

  @Override
  ObjectNode json() {
    int side = Digits.SIDE;
    double[][] rows = new double[side][side];
    for (int pixel = 0; pixel < values.length; pixel++) { // Plotly's first row is the lowest
      rows[side - 1 - pixel / side][pixel % side] = values[pixel];
    }
    ObjectNode json = DigitPictures.pixels(rows, Layout.builder().title(title).height(460)
        .margin(Margin.builder().left(10).right(10).bottom(50).build()).build());

    // What Tablesaw cannot say: the colours and their scale, and that the square fills its place.
    ObjectNode trace = (ObjectNode) json.at("/data/0");
    trace.put("hovertemplate", "%{z:,.4~r}<extra></extra>");
    ArrayNode scale = trace.putArray("colorscale");
    scale.addArray().add(0).add("#EEF3F8");
    scale.addArray().add(0.5).add("#7FAFD4");
    scale.addArray().add(1).add("#12395F");
    trace.putObject("colorbar").put("orientation", "h").put("thickness", 14)
        .put("outlinewidth", 0).put("lenmode", "pixels").put("len", 320)
        .put("x", 0.5).put("y", 0).put("yanchor", "top").put("ypad", 12);
    for (String axis : new String[] {"xaxis", "yaxis"}) {
      ((ObjectNode) json.get("layout").get(axis)).put("constrain", "domain");
    }
    return json;
  }
}
