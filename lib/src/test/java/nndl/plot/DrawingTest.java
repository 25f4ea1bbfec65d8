package nndl.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What charts, heat maps, panels and steps become for Plotly. */
class DrawingTest {
  private static final Table RANGES = Table.create("ranges",
      StringColumn.create("start", "LeCun", "7", "He"), DoubleColumn.create("low", 1, 2, 3),
      DoubleColumn.create("median", 2, 3, 5), DoubleColumn.create("high", 4, 5, Double.NaN));

  private static JsonNode json(Drawing drawing) {
    return new ObjectMapper().valueToTree(Bundle.of(drawing).get(Bundle.PLOTLY));
  }

  private static Table line(String name, double... y) {
    IntColumn x = IntColumn.create("x");
    for (int i = 1; i <= y.length; i++) {
      x.append(i);
    }
    return Table.create(name, x, DoubleColumn.create(name, y));
  }

  private static Chart chart(String title, double... y) {
    return new Chart(title, "epoch", "classified right, %")
        .line(line("old", y), "x", "old", Look.OLD).line(line("new", y), "x", "new", Look.NEW);
  }

  @Test
  void rangesAreErrorBarsFromTheMiddle() {
    JsonNode trace = json(new Chart("t", "start", "y")
        .intervals(RANGES, "start", "low", "median", "high", Look.OLD)).at("/data/0");
    assertThat(trace.at("/error_y/array")).extracting(JsonNode::asText)
        .containsExactly("2.0", "2.0", "null");
    assertThat(trace.at("/error_y/arrayminus")).extracting(JsonNode::doubleValue)
        .containsExactly(1.0, 1.0, 2.0);
    assertThat(trace.at("/error_y/symmetric").booleanValue()).isFalse();
  }

  @Test
  void rangesOverCategoriesStandSideBySide() {
    JsonNode json = json(new Chart("t", "start", "y")
        .intervals(RANGES, "start", "low", "median", "high", Look.OLD));
    assertThat(json.at("/layout/scattermode").textValue()).isEqualTo("group");
    assertThat(json(chart("t", 1, 2)).at("/layout").has("scattermode")).isFalse();
  }

  @Test
  void categoriesStayTextsInTheirOrder() {
    JsonNode json = json(new Chart("t", "start", "y")
        .bars(RANGES, "start", "median", Look.OLD).bars(RANGES, "start", "low", Look.NEW));
    assertThat(json.at("/data/0/x")).extracting(JsonNode::textValue)
        .containsExactly("LeCun", "7", "He");
    assertThat(json.at("/layout/xaxis/type").textValue()).isEqualTo("category");
    assertThat(json.at("/layout/barmode").asText()).isNotEqualTo("overlay");
    assertThat(json.at("/data/0/marker/pattern/shape"))
        .isNotEqualTo(json.at("/data/1/marker/pattern/shape"));
  }

  @Test
  void aHistogramTellsTheEdgesOfItsBins() {
    Table histogram = Histogram.percent("x", "share", 0, 4, 4, 0.5, 1.5);
    JsonNode json = json(new Chart("t", "z", "share, %").bars(histogram, "x", "share", Look.OLD));
    assertThat(json.at("/data/0/customdata/1")).extracting(JsonNode::doubleValue)
        .containsExactly(1.0, 2.0);
    assertThat(json.at("/data/0/hovertemplate").textValue())
        .contains("%{customdata[0]:,.4~r} to %{customdata[1]:,.4~r}").doesNotContain("%{x");
    assertThat(json.at("/layout/barmode").textValue()).isEqualTo("overlay");
    assertThat(json.at("/layout/bargap").intValue()).isZero();
  }

  @Test
  void hoverTextNamesTheAxisTheSeriesAndTheUnit() {
    JsonNode trace = json(chart("t", 90, 91)).at("/data/0");
    assertThat(trace.get("hovertemplate").textValue())
        .isEqualTo("%{meta[0]} %{x:,.4~r}: %{fullData.name} %{y:,.4~r}%{meta[1]}<extra></extra>");
    assertThat(trace.get("meta")).extracting(JsonNode::textValue).containsExactly("epoch", " %");
  }

  @Test
  void looksDifferInColourAndDashAndMarker() {
    Set<String> colours = new HashSet<>();
    Set<String> dashes = new HashSet<>();
    Set<String> symbols = new HashSet<>();
    for (Look look : Look.values()) {
      JsonNode trace = json(new Chart("t", "x", "y").markedLine(line("y", 1, 2), "x", "y", look))
          .at("/data/0");
      assertThat(trace.get("mode").textValue()).isEqualTo("lines+markers");
      colours.add(trace.at("/line/color").textValue());
      dashes.add(trace.at("/line/dash").textValue());
      symbols.add(trace.at("/marker/symbol").textValue());
    }
    assertThat(colours).hasSize(Look.values().length);
    assertThat(dashes).hasSize(Look.values().length);
    assertThat(symbols).hasSize(Look.values().length);
  }

  @Test
  void notesAndLinesStandRightOnLogarithmicAxes() {
    JsonNode layout = json(chart("t", 1, 10).logX().logY().note(100, 0.1, "n")
        .verticalLine(10, "v").horizontalLine(1000, "h")).get("layout");
    assertThat(layout.at("/annotations/0/x").doubleValue()).isEqualTo(2);
    assertThat(layout.at("/annotations/0/y").doubleValue()).isEqualTo(-1);
    assertThat(layout.at("/annotations/1/x").doubleValue()).isEqualTo(1);
    assertThat(layout.at("/annotations/2/y").doubleValue()).isEqualTo(3);
    assertThat(layout.at("/shapes/0/x0").doubleValue()).isEqualTo(10); // shapes are in the axis's unit
    assertThat(layout.at("/shapes/1/y0").doubleValue()).isEqualTo(1000);
    assertThat(layout.at("/shapes/1/xref").textValue()).isEqualTo("x domain");
  }

  @Test
  void fewWholeNumbersHaveNoTicksBetween() {
    assertThat(json(chart("t", 1, 2, 3)).at("/layout/xaxis/dtick").intValue()).isEqualTo(1);
    assertThat(json(chart("t", new double[30])).at("/layout/xaxis").has("dtick")).isFalse();
  }

  @Test
  void logarithmicAxesAreLabelledWithPowersOfTenOrFewNumbersBetween() {
    JsonNode powers = json(chart("t", 1e-4, 10).logY()).at("/layout/yaxis");
    assertThat(powers.get("exponentformat").textValue()).isEqualTo("power");
    assertThat(powers.get("dtick").doubleValue()).isEqualTo(1);
    JsonNode numbers = json(chart("t", 1e-2, 1).logY()).at("/layout/yaxis");
    assertThat(numbers.get("tickformat").textValue()).isEqualTo(",~r");
    assertThat(numbers.get("dtick").textValue()).isEqualTo("D2");
    assertThat(json(chart("t", 1e-9, 1).logY().spanY(0.01, 1)).at("/layout/yaxis/dtick")
        .textValue()).isEqualTo("D2");
    assertThat(json(chart("t", 1, 10)).at("/layout/yaxis").has("dtick")).isFalse();
  }

  @Test
  void labelsAtTheTopHaveRoom() {
    assertThat(json(chart("t", 10, 20).verticalLine(1, "v"))
        .at("/layout/yaxis/autorangeoptions/include").doubleValue()).isEqualTo(21);
    Table bars = Histogram.percent("x", "share", 0, 4, 2, 1, 3);
    assertThat(json(new Chart("t", "x", "y").bars(bars, "x", "share", Look.OLD).region(1, 2, "r"))
        .at("/layout/yaxis/autorangeoptions/include").doubleValue()).isEqualTo(55);
    assertThat(json(chart("t", 10, 20).verticalLine(1, "")).at("/layout/yaxis")
        .has("autorangeoptions")).isFalse();
  }

  @Test
  void longTitlesAreBrokenIntoLinesThatFitAPhone() {
    String title = "Weighted input z: 500 inputs at 1, weights and bias drawn from N(0, 1)";
    String text = json(chart(title, 1)).at("/layout/title/text").textValue();
    assertThat(text.replace("<br>", " ")).isEqualTo(title);
    assertThat(text.split("<br>")).hasSize(2).allMatch(line -> line.length() <= 42);
  }

  @Test
  void titlesAreBrokenBehindPunctuationIfTheyCan() {
    assertThat(title("100 hidden neurons, 3 seeds: validation images"))
        .isEqualTo("100 hidden neurons,<br>3 seeds: validation images");
    assertThat(title("Weighted input z: 10 inputs at 1, weights and bias N(0, 1)"))
        .isEqualTo("Weighted input z: 10 inputs at 1,<br>weights and bias N(0, 1)");
    assertThat(title("Neurons with weights and bias from N(0, 1) twice"))
        .isEqualTo("Neurons with weights and<br>bias from N(0, 1) twice");
  }

  private static String title(String title) {
    return json(chart(title, 1)).at("/layout/title/text").textValue();
  }

  @Test
  void aBandHasOneEntryInTheLegend() {
    JsonNode data = json(new Chart("t", "start", "y")
        .band(RANGES, "start", "low", "high", "middle half", Look.OLD)).get("data");
    assertThat(data.at("/0/showlegend").booleanValue()).isFalse();
    assertThat(data.at("/1/showlegend").asBoolean(true)).isTrue();
    assertThat(data.at("/1/fill").textValue()).isEqualTo("tonexty");
  }

  @Test
  void refusesTextsWhereNumbersAreNeeded() {
    assertThatThrownBy(() -> new Chart("t", "x", "y").line(RANGES, "low", "start", Look.OLD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column \"start\" of table \"ranges\" has no numbers but string");
  }

  @Test
  void aHeatMapHasItsNumbersInItsCells() {
    JsonNode json = json(new HeatMap("t", "layers", "start", Table.create("accuracy",
        StringColumn.create("start", "He", "<b>"), DoubleColumn.create("1", 92.14, -0.04),
        DoubleColumn.create("5", Double.NaN, -12345.6))).digits(1).span(0, 100));
    JsonNode trace = json.at("/data/0");
    assertThat(trace.get("x")).extracting(JsonNode::textValue).containsExactly("1", "5");
    assertThat(trace.get("y")).extracting(JsonNode::textValue).containsExactly("He", "&lt;b>");
    assertThat(trace.at("/text/0")).extracting(JsonNode::textValue).containsExactly("92.1", "–");
    assertThat(trace.at("/text/1")).extracting(JsonNode::textValue)
        .containsExactly("0.0", "−12,345.6");
    assertThat(trace.at("/z/0/0").doubleValue()).isEqualTo(92.14);
    assertThat(trace.at("/z/0/1").isNull()).isTrue();
    assertThat(trace.get("zmax").doubleValue()).isEqualTo(100);
    for (String axis : new String[] {"xaxis", "yaxis"}) {
      assertThat(json.at("/layout/" + axis + "/type").textValue()).isEqualTo("category");
    }
    assertThat(json.at("/layout/yaxis/autorange").textValue()).isEqualTo("reversed");
  }

  @Test
  void aHeatMapSaysWhatItsTableLacks() {
    assertThatThrownBy(() -> new HeatMap("t", "x", "y", RANGES.selectColumns("start")))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 columns, 3 rows");
    assertThatThrownBy(() -> new HeatMap("t", "x", "y", RANGES.selectColumns("low", "start")))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"start\"");
  }

  @Test
  void panelsShareAxesOfTheSameTitleAndTheLegend() {
    JsonNode json = json(new Panels("t", 2)
        .add(chart("a", 1, 2).verticalLine(1, "here")).add(chart("b", 3, 4).region(1, 2, ""))
        .add(chart("c", 5, 6)));
    JsonNode layout = json.get("layout");
    assertThat(json.get("data")).extracting(trace -> trace.get("yaxis").textValue())
        .containsExactly("y", "y", "y2", "y2", "y3", "y3");
    assertThat(json.get("data")).extracting(trace -> trace.get("showlegend").booleanValue())
        .containsExactly(true, true, false, false, false, false);
    assertThat(layout.at("/yaxis2/matches").textValue()).isEqualTo("y");
    assertThat(layout.at("/xaxis3/matches").textValue()).isEqualTo("x");
    assertThat(layout.at("/yaxis2").has("title")).isFalse();
    assertThat(layout.at("/xaxis").has("title")).isFalse(); // there is a panel below
    assertThat(layout.at("/xaxis2/title/text").textValue()).isEqualTo("epoch");
    assertThat(layout.at("/shapes/1/xref").textValue()).isEqualTo("x2");
    assertThat(layout.at("/shapes/1/yref").textValue()).isEqualTo("y2 domain");
    assertThat(layout.get("annotations")).extracting(a -> a.get("text").textValue())
        .containsExactly("here", "a", "b", "c");
    assertThat(layout.at("/yaxis/domain/0").doubleValue())
        .isGreaterThan(layout.at("/yaxis3/domain/1").doubleValue());
    assertThat(layout.at("/title/text").textValue()).isEqualTo("t");
  }

  @Test
  void panelsWhoseSpansAreFixedDoNotFollowEachOther() {
    JsonNode layout = json(new Panels("t", 2)
        .add(chart("a", 1, 2).spanX(0, 3)).add(chart("b", 3, 4).spanX(0, 3))).get("layout");
    assertThat(layout.at("/xaxis2").has("matches")).isFalse();
    assertThat(layout.at("/xaxis2/range/1").doubleValue()).isEqualTo(3);
    assertThat(layout.at("/yaxis2/matches").textValue()).isEqualTo("y");
    assertThat(layout.at("/yaxis2/showticklabels").booleanValue()).isFalse();
  }

  @Test
  void panelsNeedAChart() {
    assertThatThrownBy(() -> Bundle.of(new Panels("none", 1)))
        .isInstanceOf(IllegalStateException.class).hasMessageContaining("\"none\"");
    assertThatThrownBy(() -> new Panels("none", 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void stepsChangeWhatDiffersAndNoMore() {
    JsonNode json = json(new Steps("n").add("1", chart("one", 1, 2)).add("10", chart("ten", 1, 3))
        .startAt("10").caption("c"));
    JsonNode slider = json.at("/layout/sliders/0");
    assertThat(slider.get("active").intValue()).isEqualTo(1);
    assertThat(json.at("/layout/title/text").textValue()).isEqualTo("ten");
    assertThat(json.at("/data/1/y/1").doubleValue()).isEqualTo(3);
    JsonNode step = slider.at("/steps/0");
    assertThat(step.get("method").textValue()).isEqualTo("update");
    assertThat(step.at("/args/0").size()).isEqualTo(1);
    assertThat(step.at("/args/0/y")).hasSize(2); // one a series
    assertThat(step.at("/args/0/y/0")).extracting(JsonNode::doubleValue).containsExactly(1.0, 2.0);
    assertThat(step.at("/args/1").size()).isEqualTo(1);
    assertThat(step.at("/args/1/title.text").textValue()).isEqualTo("one");
    assertThat(slider.at("/currentvalue/prefix").textValue()).isEqualTo("n: ");
  }

  @Test
  void stepsAreOfOneShape() {
    Steps steps = new Steps("n").add("1", chart("one", 1)).add("2", new Chart("t", "x", "y"));
    assertThatThrownBy(() -> Bundle.of(steps)).isInstanceOf(IllegalStateException.class)
        .hasMessage("step \"2\" of \"n\" has 0 series, step \"1\" has 2");
    assertThatThrownBy(() -> steps.startAt("3")).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1, 2]");
    assertThatThrownBy(() -> Bundle.of(new Steps("m"))).isInstanceOf(IllegalStateException.class);
  }
}
