package nndl.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Keeps figures small, for notebooks hold all of them: counts what is in bins, thins lines. */
final class Size {
  /** In characters, of a figure. */
  static final int MOST = 60_000;
  /** In characters, of a figure with a slider. */
  static final int MOST_WITH_SLIDER = 200_000;
  /** Points that a line keeps in any case. */
  private static final int FEW = 200;
  private static final int USUAL_BINS = 50;

  private Size() {}

  /**
   * Turns histograms of numbers into bars of equal width, the same for all of a figure: those that
   * the first one has or, by itself, round ones, at most as many as it says.
   */
  static void count(ObjectNode figure) {
    List<ObjectNode> histograms = Json.traces(figure).stream()
        .filter(trace -> trace.path("type").asText().equals("histogram") && !trace.has("y")
            && Json.isNumeric(trace.path("x"))).toList();
    if (histograms.isEmpty()) {
      return;
    }
    JsonNode first = histograms.get(0);
    int count = first.path("nbinsx").asInt();
    double from = first.at("/xbins/start").asDouble();
    double to = first.at("/xbins/end").asDouble();
    if (!first.has("xbins")) {
      double[] all = histograms.stream().flatMapToDouble(trace -> Json.numbers(trace.get("x")))
          .sorted().toArray();
      double range = all[all.length - 1] - all[0];
      double rough = range / (count > 0 ? count : USUAL_BINS);
      boolean whole = range == 0 || DoubleStream.of(all).allMatch(z -> z == Math.rint(z));
      double step = Math.max(whole ? 1 : 0, // of one digit
          new BigDecimal(rough).round(new MathContext(1, RoundingMode.UP)).doubleValue());
      from = Math.floor(all[0] / step) * step;
      count = Math.max(1, (int) Math.ceil((all[all.length - 1] - from) / step));
      to = from + count * step;
    }
    for (ObjectNode trace : histograms) {
      String norm = trace.path("histnorm").asText("count");
      count(trace, norm, from, to, count);
      Json.usual(figure, "layout.yaxis.title.text", norm.replace("percent", "share, %"));
    }
    Json.fill(figure, Json.theme("histogram"));
  }

  /** Numbers outside are in no bin, but count in the whole, as missing ones do. */
  private static void count(
      ObjectNode trace, String norm, double from, double to, int count) {
    JsonNode values = trace.get("x");
    double[] heights = new double[count];
    double width = (to - from) / count;
    double one = (norm.equals("percent") ? 100 : 1) / (norm.endsWith("density") ? width : 1)
        / (norm.startsWith("p") ? values.size() : 1); // percent, probability (density)
    Json.numbers(values).filter(z -> z >= from && z <= to).forEach(
        z -> heights[Math.min(count - 1, (int) ((z - from) / (to - from) * count))]++);
    double[] middles = IntStream.range(0, count).mapToDouble(i -> from + (i + 0.5) * width)
        .toArray();
    trace.remove(List.of("xbins", "nbinsx", "nbinsy", "autobinx", "autobiny", "histnorm",
        "histfunc"));
    Json.put(trace, "type", "bar", "width", width, "x", middles,
        "y", DoubleStream.of(heights).map(height -> height * one).toArray(),
        "customdata", DoubleStream.of(middles)
            .mapToObj(middle -> List.of(middle - width / 2, middle + width / 2)).toList());
    Json.fill(trace, Json.theme("binned"));
  }

  /** Thins the lines of a figure that is larger than a number of characters. */
  static void thin(ObjectNode figure, int most) {
    double share = 0.9 * most / figure.toString().length();
    for (ObjectNode trace : Json.traces(figure)) {
      int points = trace.path("y").size();
      if (share < 0.9 && points > FEW && trace.path("mode").asText().equals("lines")
          && trace.path("x").size() == points && !trace.has("customdata")) {
        Set<Integer> kept = kept(trace.get("y"), (int) Math.min(2 / share, 2 * points / FEW));
        for (String axis : List.of("x", "y")) {
          JsonNode all = trace.get(axis);
          Json.put(trace, axis, kept.stream().map(all::get).toList());
        }
      }
    }
  }

  /** The first and the last of some values, gaps, and the least and the greatest of each part. */
  private static Set<Integer> kept(JsonNode values, int step) {
    int points = values.size();
    Set<Integer> kept = new TreeSet<>(Set.of(0, points - 1));
    Comparator<Integer> size = Comparator.comparingDouble(i -> values.get(i).asDouble());
    for (int start = 0; start < points; start += step) {
      List<Integer> part =
          IntStream.range(start, Math.min(start + step, points)).boxed().toList();
      kept.add(Collections.min(part, size));
      kept.add(Collections.max(part, size));
      part.stream().filter(i -> values.get(i).isNull()).forEach(kept::add);
    }
    return kept;
  }
}
