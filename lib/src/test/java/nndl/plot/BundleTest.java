package nndl.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import nndl.data.Digits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.BarTrace;

/** What a notebook gets to show: charts, Tablesaw figures and pictures of digits. */
class BundleTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Table table(String x, String y, double... values) {
    return Table.create("t", DoubleColumn.create(x, 1, 2, 3), DoubleColumn.create(y, values));
  }

  private static Chart chart(String title) {
    return new Chart(title, "x", "y").line(table("a", "b", 1, 2.5, -3), "a", "b", Look.OLD);
  }

  private static JsonNode plotly(Map<String, Object> bundle) {
    return JSON.valueToTree(bundle.get(Bundle.PLOTLY));
  }

  /** The figure that the HTML's script gets as its last argument. */
  private static JsonNode inHtml(Map<String, Object> bundle) throws JsonProcessingException {
    String html = (String) bundle.get("text/html");
    String start = "document.currentScript.previousElementSibling, ";
    return JSON.readTree(
        html.substring(html.indexOf(start) + start.length(), html.lastIndexOf(");")));
  }

  /** What Plotly shows for a text: it reads some HTML. */
  private static String seen(JsonNode text) {
    return text.textValue().replace("<br>", "\n").replace("&lt;", "<").replace("&amp;", "&");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", "it's", "a \\ backslash\\", "\\sigma \\n \\u0041",
    "\"quoted\"", "</script><script>alert(1)</script>", "<b>&amp;&lt;&#39;</b>", "$σ$", "😀",
    "权重", "tab\there", "'", "\"", "\\", "var trace0 = {", "\nvar layout = {", "// no comment",
    "{{ title }} {% raw %}", "NaN", "1.5", ""})
  void textsArriveAsTheyAre(String text) throws JsonProcessingException {
    Table table = table("a", "b" + text, 1, 2, 3);
    Map<String, Object> bundle = Bundle.of(new Chart("t" + text, "x" + text, "y" + text)
        .line(table, "a", "b" + text, Look.OLD)
        .band(table, "a", "b" + text, "b" + text, "n" + text, Look.NEW)
        .verticalLine(1, "l" + text));
    JsonNode json = plotly(bundle);
    assertThat(seen(json.at("/layout/title/text"))).isEqualTo("t" + text);
    assertThat(seen(json.at("/layout/xaxis/title/text"))).isEqualTo("x" + text);
    assertThat(seen(json.at("/layout/yaxis/title/text"))).isEqualTo("y" + text);
    assertThat(seen(json.at("/data/0/name"))).isEqualTo("b" + text);
    assertThat(seen(json.at("/data/2/name"))).isEqualTo("n" + text);
    assertThat(seen(json.at("/layout/annotations/0/text"))).isEqualTo("l" + text);
    assertThat(seen(inHtml(bundle).at("/layout/title/text"))).isEqualTo("t" + text);
    assertThat(bundle.get("text/plain")).isEqualTo("t" + text);
  }

  @Test
  void theScriptHoldsNoTagOfTheFigures() {
    String html = (String) Bundle.of(chart("</script><script>alert(1)</script><!--"))
        .get("text/html");
    assertThat(html.split("</script", -1)).hasSize(2);
    assertThat(html.split("<script", -1)).hasSize(2);
    assertThat(html).doesNotContain("<!--");
  }

  @Test
  void theHtmlHasTheSameFigure() throws JsonProcessingException {
    Map<String, Object> bundle = Bundle.of(chart("A title"));
    assertThat(inHtml(bundle)).isEqualTo(plotly(bundle));
  }

  @Test
  void theHtmlLoadsThePlotlyThatTheFiguresAreMadeFor() {
    assertThat((String) Bundle.of(chart("A title")).get("text/html"))
        .contains("https://cdn.plot.ly/plotly-3.4.0.min.js")
        .doesNotContain("id=");
  }

  @Test
  void categoriesArriveAsTheyAre() {
    StringColumn names = StringColumn.create("kind", "it's", "a \\ b", "</script>", "7", "\"q\"");
    double[] heights = {1, 2, 3, 4, 5};
    JsonNode x = plotly(Bundle.of(new Figure(Layout.builder().build(),
        BarTrace.builder(names.asObjectArray(), heights).build()))).at("/data/0/x");
    assertThat(x).extracting(BundleTest::seen)
        .containsExactly("it's", "a \\ b", "</script>", "7", "\"q\"");
  }

  @Test
  void numbersAreNumbers() {
    JsonNode y = plotly(Bundle.of(new Chart("t", "x", "y").line(
        table("a", "b", 1e-300, -2.5, 1e17), "a", "b", Look.OLD))).at("/data/0/y");
    assertThat(y).allMatch(JsonNode::isNumber);
    assertThat(y).extracting(JsonNode::doubleValue).containsExactly(1e-300, -2.5, 1e17);
  }

  @Test
  void whatIsNotFiniteIsNull() throws JsonProcessingException {
    Map<String, Object> bundle = Bundle.of(new Chart("t", "x", "y").points(
        table("a", "b", Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY),
        "a", "b", Look.OLD));
    assertThat(plotly(bundle).at("/data/0/y")).hasSize(3).allMatch(JsonNode::isNull);
    assertThat(inHtml(bundle).at("/data/0/y")).hasSize(3).allMatch(JsonNode::isNull);
  }

  @Test
  void aLineAtNoNumberIsHarmless() {
    Map<String, Object> bundle = Bundle.of(chart("t").verticalLine(Double.NaN, "here"));
    assertThat((String) bundle.get("text/html")).doesNotContain("NaN");
    assertThat(bundle.get(Bundle.PLOTLY).toString()).doesNotContain("NaN");
  }

  @Test
  void titlesAreObjects() {
    JsonNode layout = plotly(Bundle.of(chart("A title"))).get("layout");
    for (String owner : new String[] {"", "/xaxis", "/yaxis"}) {
      assertThat(layout.at(owner + "/title").isObject()).isTrue();
      assertThat(layout.at(owner).has("titlefont")).isFalse();
    }
  }

  @Test
  void theHeightIsAlwaysSet() {
    Figure bare = new Figure(BarTrace.builder(new Object[] {"a"}, new double[] {1}).build());
    Figure titled = new Figure(Layout.builder().title("t").build(),
        BarTrace.builder(new Object[] {"a"}, new double[] {1}).build());
    assertThat(plotly(Bundle.of(chart("t"))).at("/layout/height").asInt()).isPositive();
    assertThat(plotly(Bundle.of(titled)).at("/layout/height").asInt()).isPositive();
    assertThat(plotly(Bundle.of(bare)).at("/layout/height").asInt()).isPositive();
  }

  @Test
  void theTextIsTheCaptionOrElseTheTitle() {
    assertThat(Bundle.of(chart("A title")).get("text/plain")).isEqualTo("A title");
    assertThat(Bundle.of(chart("A title").caption("It rises.")).get("text/plain"))
        .isEqualTo("It rises.");
  }

  @Test
  void theSameChartGivesTheSameBundle() {
    Chart chart = chart("t").region(0, 1, "here").verticalLine(2, "");
    Map<String, Object> first = Bundle.of(chart);
    assertThat(Bundle.of(chart)).isEqualTo(first);
    assertThat(Bundle.of(chart("t").region(0, 1, "here").verticalLine(2, ""))).isEqualTo(first);
  }

  @Test
  void namesAColumnThatIsNotThere() {
    Chart chart = new Chart("t", "x", "y");
    assertThatThrownBy(() -> chart.line(table("a", "b", 1, 2, 3), "a", "c", Look.OLD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("table \"t\" has no column \"c\"", "[a, b]");
    assertThatThrownBy(() -> chart.bars(table("a", "b", 1, 2, 3), "z", "b", Look.OLD))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"z\"");
  }

  @Test
  void oldAndNewDifferInColourDashAndMarker() {
    Table table = table("a", "b", 1, 2, 3);
    JsonNode data = plotly(Bundle.of(new Chart("t", "x", "y")
        .line(table, "a", "b", Look.OLD).line(table, "a", "b", Look.NEW)
        .points(table, "a", "b", Look.OLD).points(table, "a", "b", Look.NEW))).get("data");
    assertThat(data.at("/0/line/color").textValue()).isEqualToIgnoringCase("#2A6EA6");
    assertThat(data.at("/1/line/color").textValue()).isEqualToIgnoringCase("#FFA933");
    assertThat(data.at("/0/line/dash")).isNotEqualTo(data.at("/1/line/dash"));
    assertThat(data.at("/2/marker/symbol")).isNotEqualTo(data.at("/3/marker/symbol"));
  }

  @Test
  void axesCanBeLogarithmicAndFixed() {
    JsonNode layout = plotly(Bundle.of(chart("t").logX().logY().spanX(1, 100).spanY(0.1, 10)))
        .get("layout");
    assertThat(layout.at("/xaxis/type").textValue()).isEqualTo("log");
    assertThat(layout.at("/yaxis/type").textValue()).isEqualTo("log");
    assertThat(layout.at("/xaxis/range/1").doubleValue()).isEqualTo(2);
    assertThat(layout.at("/yaxis/range/0").doubleValue()).isEqualTo(-1);
  }

  @Test
  void regionsAndLinesStandWhereTheyBelong() {
    JsonNode shapes = plotly(Bundle.of(chart("t").region(-1, 1, "").verticalLine(2, "")))
        .at("/layout/shapes");
    assertThat(shapes.at("/0/type").textValue()).isEqualTo("rect");
    assertThat(shapes.at("/0/x0").doubleValue()).isEqualTo(-1);
    assertThat(shapes.at("/0/x1").doubleValue()).isEqualTo(1);
    assertThat(shapes.at("/1/type").textValue()).isEqualTo("line");
    assertThat(shapes.at("/1/x0").doubleValue()).isEqualTo(2);
  }

  @Test
  void picturesHaveTheDigitsUprightAndLabelled() {
    byte[] levels = new byte[2 * Digits.PIXELS];
    levels[0] = (byte) 255; // top left of the first
    levels[2 * Digits.PIXELS - 1] = (byte) 128; // bottom right of the second
    DigitPictures pictures =
        new DigitPictures("Two", Digits.of(levels, new byte[] {7, 0}), 2);
    Map<String, Object> bundle = Bundle.of(pictures);
    JsonNode z = plotly(bundle).at("/data/0/z");
    assertThat(z).hasSize(28);
    assertThat(z.get(27)).hasSize(56);
    assertThat(z.get(27).get(0).intValue()).isEqualTo(255);
    assertThat(z.get(0).get(55).intValue()).isEqualTo(128);
    assertThat(plotly(bundle).at("/layout/annotations")).extracting(a -> a.get("text").textValue())
        .containsExactly("7", "0");
    assertThat(bundle.get("text/plain")).isEqualTo("Two: 7, 0.");
  }

  @Test
  void aPictureHasANumberForEachPixelUpright() {
    double[] values = new double[Digits.PIXELS];
    values[0] = 3; // top left
    values[Digits.PIXELS - 1] = Double.NaN; // bottom right
    JsonNode z = plotly(Bundle.of(new PixelPicture("t", values))).at("/data/0/z");
    assertThat(z).hasSize(28);
    assertThat(z.get(27).get(0).doubleValue()).isEqualTo(3);
    assertThat(z.get(0).get(27).isNull()).isTrue();
    assertThatThrownBy(() -> new PixelPicture("t", 1, 2))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("784");
  }
}
