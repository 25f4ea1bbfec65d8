package nndl.plot;

import static nndl.plot.Decorations.annotate;
import static nndl.plot.Decorations.band;
import static nndl.plot.Decorations.bins;
import static nndl.plot.Decorations.caption;
import static nndl.plot.Decorations.categories;
import static nndl.plot.Decorations.cellTexts;
import static nndl.plot.Decorations.colorScale;
import static nndl.plot.Decorations.decorated;
import static nndl.plot.Decorations.errorBars;
import static nndl.plot.Decorations.errorColorScale;
import static nndl.plot.Decorations.horizontalLine;
import static nndl.plot.Decorations.image;
import static nndl.plot.Decorations.overlay;
import static nndl.plot.Decorations.pattern;
import static nndl.plot.Decorations.pixels;
import static nndl.plot.Decorations.separateRuns;
import static nndl.plot.Decorations.slider;
import static nndl.plot.Decorations.subplots;
import static nndl.plot.Decorations.title;
import static nndl.plot.Decorations.verticalBand;
import static nndl.plot.Decorations.verticalLine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static tech.tablesaw.aggregate.AggregateFunctions.max;
import static tech.tablesaw.aggregate.AggregateFunctions.median;
import static tech.tablesaw.aggregate.AggregateFunctions.min;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import nndl.words.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.BoxPlot;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.api.ScatterPlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.HistogramTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** What Tablesaw figures become for Plotly: theme, decorations, subplots, sliders. */
class FiguresTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  /** Two seeds of two starts, three epochs each. */
  private static final Table RUNS = Table.create("runs",
      StringColumn.create("start", "old", "old", "old", "old", "old", "old",
          "new", "new", "new", "new", "new", "new"),
      IntColumn.create("epoch", 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3),
      DoubleColumn.create("accuracy", 50, 60, 70, 52, 62, 72, 90, 91, 92, 92, 93, 94));
  private static final Table RANGES = Table.create("ranges",
      StringColumn.create("start", "LeCun", "7", "He"), DoubleColumn.create("low", 1, 2, 3),
      DoubleColumn.create("middle", 2, 3, 5), DoubleColumn.create("high", 4, 5, Double.NaN));

  @AfterEach
  void speakEnglishAgain() {
    Words.choose("en");
  }

  private static JsonNode json(Figure figure, Decoration... decorations) {
    return JSON.valueToTree(MimeBundle.of(figure, decorations).data().get(MimeBundle.PLOTLY));
  }

  private static Figure lines() {
    return LinePlot.create("A title", RUNS, "epoch", "accuracy", "start");
  }

  private static ScatterTrace line(String name, double... y) {
    double[] x = new double[y.length];
    Arrays.setAll(x, i -> i + 1);
    return ScatterTrace.builder(x, y).mode(ScatterTrace.Mode.LINE).name(name).build();
  }

  private static Figure figure(String title, Trace... traces) {
    return new Figure(Layout.builder(title, "epoch", "accuracy").build(), traces);
  }

  private static HistogramTrace histogram(
      String name, HistogramTrace.HistNorm norm, double... sample) {
    return HistogramTrace.builder(sample).histNorm(norm).name(name).build();
  }

  private static Figure heatMap() {
    return new Figure(Layout.builder("t", "layers", "start").build(),
        HeatmapTrace.builder(new Object[] {"1", "5"}, new Object[] {"He", "<b>"},
            new double[][] {{92.14, Double.NaN}, {-0.04, -12345.6}}).build());
  }

  /** The figure that the HTML's script gets as its last argument. */
  private static JsonNode inHtml(MimeBundle bundle) throws JsonProcessingException {
    String html = (String) bundle.data().get("text/html");
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
    "{{ title }} {% raw %}", "NaN", "1.5", "", "range: [\"1\"]", "{figure}", "%{x}"})
  void textsArriveAsTheyAre(String text) throws JsonProcessingException {
    Figure figure = new Figure(Layout.builder("t" + text, "x" + text, "y" + text).build(),
        line("b" + text, 1, 2), BarTrace.builder(new Object[] {"c" + text}, new double[] {1})
            .name("n" + text).build());
    MimeBundle bundle = MimeBundle.of(figure, verticalLine(1, "l" + text));
    JsonNode json = JSON.valueToTree(bundle.data().get(MimeBundle.PLOTLY));
    assertThat(seen(json.at("/layout/title/text"))).isEqualTo("t" + text);
    assertThat(seen(json.at("/layout/xaxis/title/text"))).isEqualTo("x" + text);
    assertThat(seen(json.at("/layout/yaxis/title/text"))).isEqualTo("y" + text);
    assertThat(seen(json.at("/data/0/name"))).isEqualTo("b" + text);
    assertThat(seen(json.at("/data/1/x/0"))).isEqualTo("c" + text);
    assertThat(seen(json.at("/layout/annotations/0/text"))).isEqualTo("l" + text);
    assertThat(inHtml(bundle).toString()).isEqualTo(json.toString());
    assertThat(bundle.data().get("text/plain")).isEqualTo("t" + text.replace("\n", " "));
  }

  @Test
  void theScriptHoldsNoTagOfTheFigures() {
    String html = (String) MimeBundle.of(figure("</script><script>alert(1)</script><!--"))
        .data().get("text/html");
    assertThat(html.split("</script", -1)).hasSize(2);
    assertThat(html.split("<script", -1)).hasSize(2);
    assertThat(html).doesNotContain("<!--").doesNotContain("id=")
        .contains("https://cdn.plot.ly/plotly-4.1.1.min.js");
  }

  @Test
  void whatIsNotFiniteIsNullAndNumbersAreNumbers() {
    JsonNode y = json(figure("t", line("a", 1e-300, -2.5, 1e17, Double.NaN,
        Double.POSITIVE_INFINITY))).at("/data/0/y");
    assertThat(y).extracting(JsonNode::asText)
        .containsExactly("1.0E-300", "-2.5", "1.0E17", "null", "null");
    assertThat((String) MimeBundle.of(lines(), verticalLine(Double.NaN, "here")).data()
        .get("text/html")).doesNotContain("NaN");
  }

  @Test
  void textsThatLookLikeNumbersStayCategories() {
    JsonNode texts = json(new Figure(BarTrace.builder(new Object[] {"100", "30"},
        new double[] {1, 2}).build()));
    assertThat(texts.at("/data/0/x")).allMatch(JsonNode::isTextual);
    assertThat(texts.at("/layout/xaxis/type").textValue()).isEqualTo("category");
    JsonNode numbers = json(new Figure(BarTrace.builder(new Object[] {100, 30},
        new double[] {1, 2}).build()));
    assertThat(numbers.at("/data/0/x")).allMatch(JsonNode::isNumber);
    assertThat(numbers.at("/layout/xaxis").has("type")).isFalse();
    JsonNode lying = json(new Figure(BarTrace.builder(new Object[] {"100", "30"},
        new double[] {1, 2}).orientation(BarTrace.Orientation.HORIZONTAL).build()));
    assertThat(lying.at("/layout/yaxis/type").textValue()).isEqualTo("category");
    assertThat(lying.at("/data/0/x")).allMatch(JsonNode::isNumber);
  }

  @Test
  void valuesAreOfPlotlysKinds() {
    JsonNode json = json(new Figure(Layout.builder("t").yAxis(Axis.builder().title("y")
        .type(Axis.Type.LOG).range(-1, 2).build()).build(),
        ScatterTrace.builder(new double[] {1}, new double[] {2}).opacity(0.5).build()));
    assertThat(json.at("/layout/yaxis/autorange").isBoolean()).isTrue();
    assertThat(json.at("/layout/yaxis/range")).allMatch(JsonNode::isNumber);
    assertThat(json.at("/data/0/opacity").isNumber()).isTrue();
    assertThat(json.at("/layout/title").isObject()).isTrue();
  }

  @Test
  void sizesThatTheCellDoesNotSetAreOurs() {
    assertThat(json(lines()).at("/layout/height").intValue()).isEqualTo(420);
    assertThat(json(lines()).at("/layout").has("width")).isFalse();
    JsonNode own = json(new Figure(Layout.builder("t").height(333).build(), line("a", 1)));
    assertThat(own.at("/layout/height").intValue()).isEqualTo(333);
    assertThat(own.at("/layout").has("width")).isFalse();
    assertThat(json(new Figure(line("a", 1))).at("/layout/height").intValue()).isEqualTo(420);
  }

  @Test
  void keysChooseLooksAndBecomeLabels() {
    JsonNode data = json(lines()).get("data");
    assertThat(data).extracting(trace -> trace.get("name").textValue())
        .containsExactly("old start", "new start");
    assertThat(data.at("/0/line/color").textValue()).isEqualTo("#2A6EA6");
    assertThat(data.at("/1/line/color").textValue()).isEqualTo("#FFA933");
    assertThat(data.at("/0/line/dash")).isNotEqualTo(data.at("/1/line/dash"));
    JsonNode layout = json(lines()).get("layout");
    assertThat(layout.at("/xaxis/title/text").textValue()).isEqualTo("epoch");
    assertThat(layout.at("/yaxis/title/text").textValue()).isEqualTo("accuracy, %");
    assertThat(layout.at("/title/text").textValue()).isEqualTo("A title");
  }

  @Test
  void inChineseLabelsDifferAndLooksDoNot() {
    Figure figure = figure("Median [accuracy]", line("old, sigmoid", 1, 2), line("trained", 2),
        line("new, trained", 3), line("new, biases 0", 4), line("z 落在 [−1, 1] 内", 5));
    JsonNode english = json(figure).get("data");
    Words.choose("zh");
    JsonNode chinese = json(figure);
    assertThat(chinese.get("data")).extracting(trace -> trace.get("name").textValue())
        .containsExactly("旧的初始化，sigmoid", "训练后", "新的初始化，训练后", "新，偏置为 0",
            "z 落在 [−1, 1] 内");
    for (int i = 0; i < english.size(); i++) {
      assertThat(chinese.at("/data/" + i + "/line")).isEqualTo(english.at("/" + i + "/line"));
      assertThat(chinese.at("/data/" + i + "/marker")).isEqualTo(english.at("/" + i + "/marker"));
    }
    assertThat(chinese.at("/layout/title/text").textValue()).isEqualTo("准确率的中位数，%");
    JsonNode template = chinese.at("/layout/template");
    assertThat(template.at("/layout/font/family").textValue())
        .startsWith("Open Sans, ").contains("Noto Sans CJK SC");
    assertThat(template.at("/data/scatter/0/hovertemplate").textValue())
        .isEqualTo("%{meta[0]}%{x}：%{meta[1]}%{y}%{meta[2]}<extra></extra>");
  }

  @Test
  void inChineseWordsOfTheLibraryAreChinese() {
    Words.choose("zh");
    Table ranges = RUNS.summarize("accuracy", min, max).by("start", "epoch");
    JsonNode data = json(lines(), band(ranges, "epoch", "Min [accuracy]", "Max [accuracy]",
        "start")).get("data");
    assertThat(data.at("/1/name").textValue()).isEqualTo("旧的初始化，最小值到最大值");
    assertThat(data.at("/4/meta/0").textValue()).isEqualTo("轮 ");
    assertThat(MimeBundle.of(new Figure(line("a", 1))).data().get("text/plain"))
        .isEqualTo("没有标题的图");
    assertThat(MimeBundle.of(lines()).data().get("text/html").toString())
        .contains("这幅图由 plotly.js 绘制");
    assertThat(json(slider("轮", Map.of("1", lines()), "1"))
        .at("/layout/sliders/0/currentvalue/prefix").textValue()).isEqualTo("轮：");
    assertThat(json(new Figure(HistogramTrace.builder(new double[] {1, 2}).build()))
        .at("/layout/yaxis/title/text").textValue()).isEqualTo("个数");
    assertThatThrownBy(() -> subplots(0, lines())).hasMessageStartingWith("1 个子图排成 0 列");
  }

  @Test
  void longChineseTitlesBreakBetweenCharacters() {
    Words.choose("zh");
    String comma = "五个隐藏层的网络，旧的初始化与新的初始化之后各训练一轮";
    assertThat(Texts.shown(comma, 42)).isEqualTo("五个隐藏层的网络，<br>旧的初始化与新的初始化之后各训练一轮");
    String none = "五个隐藏层的网络在旧的初始化与新的初始化之后各训练一轮";
    assertThat(Texts.shown(none, 42).split("<br>")).hasSize(2)
        .allSatisfy(line -> assertThat(Words.width(line)).isLessThanOrEqualTo(42));
    assertThat(Texts.shown(none, 42).replace("<br>", "")).isEqualTo(none);
    assertThat(Texts.shown("准确率，%", 42)).isEqualTo("准确率，%");
  }

  @Test
  void ofTwoFactorsTheFirstChoosesTheColourTheSecondTheDash() {
    JsonNode data = json(figure("t", line("old, quadratic", 1, 2), line("old, cross-entropy", 1, 2),
        line("new, quadratic", 1, 2), line("old, published", 1, 2), line("old, 17", 1),
        line("old, 18", 1), line("N(0, 2)", 1))).get("data");
    assertThat(data.at("/0/name").textValue()).isEqualTo("old start, quadratic");
    assertThat(data.at("/0/line/color")).isEqualTo(data.at("/1/line/color"))
        .isNotEqualTo(data.at("/2/line/color"));
    assertThat(data.at("/0/line/dash")).isEqualTo(data.at("/2/line/dash"))
        .isNotEqualTo(data.at("/1/line/dash"));
    assertThat(data.at("/3/line/dash").textValue()).isEqualTo("solid");
    assertThat(data.at("/4/line/dash")).isNotEqualTo(data.at("/5/line/dash"));
    assertThat(data.at("/6/name").textValue()).isEqualTo("N(0, 2)");
  }

  @Test
  void unknownKeysTakeTheCycleAndStayAsTheyAre() {
    JsonNode data = json(figure("t", line("one", 1), line("old", 2), line("two", 3),
        line("one", 4))).get("data");
    assertThat(data.at("/0/name").textValue()).isEqualTo("one");
    assertThat(data.at("/0/line/color")).isEqualTo(data.at("/3/line/color"))
        .isNotEqualTo(data.at("/2/line/color"));
    assertThat(data).extracting(trace -> trace.get("showlegend").booleanValue())
        .containsExactly(true, true, true, false);
  }

  @Test
  void whatTheCellSetsWins() {
    JsonNode json = json(new Figure(Layout.builder("t", "my x", "my y, %").build(),
        ScatterTrace.builder(new double[] {1}, new double[] {2}).name("old")
            .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
            .line(Line.builder().color("#ff0000").width(7).build())
            .marker(Marker.builder().color("green").build()).build()));
    assertThat(json.at("/data/0/line/color").textValue()).isEqualTo("#ff0000");
    assertThat(json.at("/data/0/line/width").doubleValue()).isEqualTo(7);
    assertThat(json.at("/data/0/marker/color").textValue()).isEqualTo("green");
    assertThat(json.at("/layout/xaxis/title/text").textValue()).isEqualTo("my x");
    assertThat(json.at("/layout/yaxis/title/text").textValue()).isEqualTo("my y, %");
  }

  @Test
  void hoverTextsNameTheAxisTheSeriesAndTheUnit() {
    JsonNode json = json(lines());
    assertThat(json.at("/data/0/meta")).extracting(JsonNode::textValue)
        .containsExactly("epoch ", "old start ", " %");
    assertThat(json.at("/layout/template/data/scatter/0/hovertemplate").textValue())
        .isEqualTo("%{meta[0]}%{x}: %{meta[1]}%{y}%{meta[2]}<extra></extra>");
  }

  @Test
  void summariesAreUnderstood() {
    Table bands = RUNS.summarize("accuracy", min, median, max).by("start", "epoch");
    JsonNode json = json(LinePlot.create("t", bands, "epoch", "Median [accuracy]", "start"),
        band(bands, "epoch", "Min [accuracy]", "Max [accuracy]", "start"));
    assertThat(json.at("/layout/yaxis/title/text").textValue()).isEqualTo("median accuracy, %");
    assertThat(json.get("data")).hasSize(6);
    assertThat(json.get("data")).extracting(trace -> trace.path("showlegend").booleanValue())
        .containsExactly(false, true, false, true, true, true);
    assertThat(json.at("/data/1/name").textValue()).isEqualTo("old start, lowest to highest");
    assertThat(json.at("/data/1/fill").textValue()).isEqualTo("tonexty");
    assertThat(json.at("/data/1/fillcolor").textValue()).isEqualTo("rgba(42, 110, 166, 0.25)");
    assertThat(json.at("/data/0/y")).extracting(JsonNode::intValue).containsExactly(50, 60, 70);
    assertThat(json.at("/data/1/x")).extracting(JsonNode::intValue).containsExactly(1, 2, 3);
  }

  @Test
  void histogramsAreBinnedWithSharedEdges() {
    JsonNode json = json(new Figure(Layout.builder("t", "z").build(),
        histogram("old", HistogramTrace.HistNorm.PERCENT, 0.5, 1.5, 1.7, 3.9),
        histogram("new", HistogramTrace.HistNorm.PERCENT, 0, 1, 2, 4)), bins(0, 4, 4));
    JsonNode old = json.at("/data/0");
    assertThat(old.get("type").textValue()).isEqualTo("bar");
    assertThat(old.get("x")).extracting(JsonNode::doubleValue).containsExactly(0.5, 1.5, 2.5, 3.5);
    assertThat(old.get("y")).extracting(JsonNode::doubleValue)
        .containsExactly(25.0, 50.0, 0.0, 25.0);
    assertThat(json.at("/data/1/x")).isEqualTo(old.get("x"));
    assertThat(json.at("/data/1/y/3").doubleValue()).isEqualTo(25); // the last edge counts
    assertThat(old.at("/customdata/1")).extracting(JsonNode::doubleValue).containsExactly(1.0, 2.0);
    assertThat(old.get("width").doubleValue()).isEqualTo(1);
    assertThat(json.at("/layout/barmode").textValue()).isEqualTo("overlay");
    assertThat(json.at("/layout/bargap").intValue()).isZero();
    assertThat(json.at("/layout/yaxis/title/text").textValue()).isEqualTo("share, %");
  }

  @Test
  void numbersOutsideAreInNoBinButCountInTheWhole() {
    double[] sample = {-0.1, 2.1, Double.NaN, 1.5, Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY, 0.5, 0.5};
    assertThat(json(new Figure(histogram("a", HistogramTrace.HistNorm.PERCENT, sample)),
        bins(0, 2, 2)).at("/data/0/y")).extracting(JsonNode::doubleValue)
        .containsExactly(25.0, 12.5);
    JsonNode density = json(new Figure(histogram("a", HistogramTrace.HistNorm.PROBABILITY_DENSITY,
        -0.9, 0.1, 0.2, 5)), bins(-1, 1, 8)).at("/data/0/y");
    double sum = 0;
    for (JsonNode height : density) {
      sum += height.doubleValue();
    }
    assertThat(sum * 0.25).isCloseTo(0.75, within(1e-15));
  }

  @Test
  void histogramsWithoutEdgesHaveRoundOnes() {
    JsonNode trace = json(new Figure(HistogramTrace.builder(new double[] {0.3, 7.2, 9.9})
        .nBinsX(10).build())).at("/data/0");
    assertThat(trace.get("x")).hasSize(10);
    assertThat(trace.at("/customdata/0")).extracting(JsonNode::doubleValue)
        .containsExactly(0.0, 1.0);
    assertThat(json(new Figure(HistogramTrace.builder(new double[] {5, 5}).build()))
        .at("/data/0/y")).extracting(JsonNode::intValue).containsExactly(2);
  }

  @Test
  void binsNeedAHistogramAndAWidth() {
    assertThatThrownBy(() -> bins(0, 1, 0)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 bins");
    assertThatThrownBy(() -> bins(Double.NaN, 1, 3)).hasMessageContaining("from NaN");
    assertThatThrownBy(() -> MimeBundle.of(lines(), bins(0, 1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("no histogram", "scatter", "old");
  }

  @Test
  void rangesAreErrorBarsFromTheMiddle() {
    Figure figure = new Figure(Layout.builder("t").build(), ScatterTrace.builder(
        RANGES.column("start"), RANGES.column("middle")).name("old").build());
    JsonNode json = json(figure, errorBars(RANGES, "start", "low", "high"));
    assertThat(json.at("/data/0/error_y/array")).extracting(JsonNode::asText)
        .containsExactly("2", "2", "null");
    assertThat(json.at("/data/0/error_y/arrayminus")).extracting(JsonNode::asText)
        .containsExactly("1", "1", "2");
    assertThat(json.at("/data/0/x")).extracting(JsonNode::textValue)
        .containsExactly("LeCun", "7", "He");
    assertThat(json.at("/layout/scattermode").textValue()).isEqualTo("group");
    assertThat(json(lines()).at("/layout").has("scattermode")).isFalse();
    assertThatThrownBy(() -> json(figure, errorBars(RANGES, "start", "low", "high", "start")))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll("LeCun", "old");
  }

  @Test
  void barsOverCategoriesHavePatternsAndTheirOrder() {
    JsonNode json = json(VerticalBarPlot.create("t", RANGES, "start", Layout.BarMode.GROUP,
        "low", "high"), categories("He", "LeCun", "7"), pattern("high", "."));
    assertThat(json.at("/layout/xaxis/type").textValue()).isEqualTo("category");
    assertThat(json.at("/layout/xaxis/categoryarray")).extracting(JsonNode::textValue)
        .containsExactly("He", "LeCun", "7");
    assertThat(json.at("/data/0/marker/pattern/shape").textValue()).isNotEmpty();
    assertThat(json.at("/data/1/marker/pattern/shape").textValue()).isEqualTo(".");
    assertThat(json.at("/layout").path("barmode").asText()).isNotEqualTo("overlay");
  }

  @Test
  void notesAndLinesStandRightOnLogarithmicAxes() {
    Axis log = Axis.builder().type(Axis.Type.LOG).build();
    JsonNode layout = json(new Figure(Layout.builder("t").xAxis(log).yAxis(log).build(),
        line("a", 1, 10)), annotate(100, 0.1, "n"), verticalLine(10, "v"),
        horizontalLine(1000, "h"), verticalBand(-1, 1, "")).get("layout");
    assertThat(layout.at("/annotations/0/x").doubleValue()).isEqualTo(2);
    assertThat(layout.at("/annotations/0/y").doubleValue()).isEqualTo(-1);
    assertThat(layout.at("/annotations/1/x").doubleValue()).isEqualTo(1);
    assertThat(layout.at("/annotations/2/y").doubleValue()).isEqualTo(3);
    assertThat(layout.at("/shapes/0/x0").doubleValue()).isEqualTo(10); // in the axis's unit
    assertThat(layout.at("/shapes/1/y0").doubleValue()).isEqualTo(1000);
    assertThat(layout.at("/shapes/1/xref").textValue()).isEqualTo("x domain");
    assertThat(layout.at("/shapes/2/type").textValue()).isEqualTo("rect");
  }

  private static JsonNode logY(double... y) {
    return json(new Figure(Layout.builder("t").yAxis(
        Axis.builder().type(Axis.Type.LOG).build()).build(), line("a", y))).at("/layout/yaxis");
  }

  @Test
  void ticksSuitTheNumbers() {
    assertThat(json(lines()).at("/layout/xaxis/dtick").intValue()).isEqualTo(1);
    assertThat(json(figure("t", line("a", new double[30]))).at("/layout/xaxis").has("dtick"))
        .isFalse();
    assertThat(logY(1e-4, 10).get("exponentformat").textValue()).isEqualTo("power");
    assertThat(logY(1e-4, 10).get("dtick").doubleValue()).isEqualTo(1);
    assertThat(logY(1e-2, 1).get("tickformat").textValue()).isEqualTo(",~r");
    assertThat(logY(1e-2, 1).get("dtick").textValue()).isEqualTo("D2");
  }

  @Test
  void labelsAtTheTopHaveRoom() {
    assertThat(json(figure("t", line("a", 10, 20)), verticalLine(1, "v"))
        .at("/layout/yaxis/autorangeoptions/include").doubleValue()).isEqualTo(21);
    assertThat(json(new Figure(histogram("a", HistogramTrace.HistNorm.PERCENT, 1, 3)),
        bins(0, 4, 2), verticalBand(1, 2, "r"))
        .at("/layout/yaxis/autorangeoptions/include").doubleValue()).isEqualTo(55);
    assertThat(json(lines(), verticalLine(1, "")).at("/layout/yaxis").has("autorangeoptions"))
        .isFalse();
  }

  @Test
  void titlesAreBrokenBehindPunctuationIfTheyCan() {
    assertThat(shownTitle("100 hidden neurons, 3 seeds: validation images"))
        .isEqualTo("100 hidden neurons, 3 seeds:<br>validation images");
    assertThat(shownTitle("Weighted input z: 10 inputs at 1, weights and bias N(0, 1)"))
        .isEqualTo("Weighted input z: 10 inputs at 1,<br>weights and bias N(0, 1)");
    assertThat(shownTitle("Neurons with weights and bias from N(0, 1) twice"))
        .isEqualTo("Neurons with weights and<br>bias from N(0, 1) twice");
    assertThat(shownTitle("Weighted input z: 500 inputs at 1, weights and bias drawn from N(0, 1)")
        .split("<br>")).hasSize(2).allMatch(line -> line.length() <= 42);
  }

  private static String shownTitle(String title) {
    return json(figure(title, line("a", 1))).at("/layout/title/text").textValue();
  }

  @Test
  void aHeatMapHasItsNumbersInItsCells() {
    JsonNode json = json(heatMap(), cellTexts(1), colorScale(0, 100));
    JsonNode trace = json.at("/data/0");
    assertThat(trace.get("x")).extracting(JsonNode::textValue).containsExactly("1", "5");
    assertThat(trace.get("y")).extracting(JsonNode::textValue).containsExactly("He", "&lt;b>");
    assertThat(trace.get("texttemplate").textValue()).isEqualTo("%{z:,.1f}");
    assertThat(trace.at("/z/0/1").isNull()).isTrue();
    assertThat(trace.get("zmax").doubleValue()).isEqualTo(100);
    for (String axis : new String[] {"xaxis", "yaxis"}) {
      assertThat(json.at("/layout/" + axis + "/type").textValue()).isEqualTo("category");
    }
    assertThat(json.at("/layout/yaxis/autorange").textValue()).isEqualTo("reversed");
    assertThat(json.at("/layout/height").intValue()).isEqualTo(150 + 2 * 44);
  }

  @Test
  void coloursOfAccuraciesGoByTheErrorsThatAreLeft() {
    JsonNode scale = json(heatMap(), errorColorScale(36, 99.75)).at("/data/0/colorscale");
    assertThat(scale).hasSize(9);
    assertThat(scale.at("/4/0").doubleValue()).isCloseTo((96 - 36) / 63.75, within(1e-6));
    assertThat(scale.at("/8/0").intValue()).isEqualTo(1);
    assertThatThrownBy(() -> errorColorScale(10, 100)).hasMessageContaining("below 100");
  }

  @Test
  void picturesHaveTheirFirstRowOnTop() {
    double[][] z = pixels(2, new double[] {1, 2, 3, 4}, new double[] {5, 6, 7, 8});
    assertThat(z).isDeepEqualTo(new double[][] {{1, 2, 5, 6}, {3, 4, 7, 8}});
    Figure figure = new Figure(Layout.builder("t").build(),
        HeatmapTrace.builder(new Object[0], new Object[0], z).build());
    JsonNode json = json(figure, image(7, 0));
    assertThat(json.at("/layout/annotations")).extracting(a -> a.get("text").textValue())
        .containsExactly("7", "0");
    assertThat(json.at("/layout/annotations/1/x").doubleValue()).isEqualTo(2.5);
    assertThat(json.at("/layout/yaxis/autorange").textValue()).isEqualTo("reversed");
    assertThat(json.at("/data/0").has("x")).isFalse();
    assertThat(MimeBundle.of(figure, image(7, 0)).data()).containsEntry("text/plain", "t: 7, 0");
    assertThat(json(figure, image()).at("/data/0/colorbar/orientation").textValue())
        .isEqualTo("h");
  }

  @Test
  void runsAreSeparated() {
    JsonNode x = json(LinePlot.create("t", RUNS, "epoch", "accuracy", "start"), separateRuns())
        .at("/data/0/x");
    assertThat(x).extracting(JsonNode::asText)
        .containsExactly("1", "2", "3", "null", "1", "2", "3");
    assertThat(json(new Figure(Layout.builder("t").build()), separateRuns()).get("data"))
        .isEmpty();
  }

  @Test
  void notesStandWhereTheyAreSent() {
    JsonNode note = json(lines(), annotate(1, 2, "n", 45, -50)).at("/layout/annotations/0");
    assertThat(note.get("ax").intValue()).isEqualTo(45);
    assertThat(note.get("ay").intValue()).isEqualTo(-50);
  }

  @Test
  void figuresAreDrawnOverEachOther() {
    JsonNode json = json(overlay(decorated(lines(), verticalLine(1, "a")),
        decorated(ScatterPlot.create("other", RUNS, "epoch", "accuracy", "start"),
            horizontalLine(2, "b"))));
    assertThat(json.get("data")).extracting(trace -> trace.get("mode").textValue())
        .containsExactly("lines", "lines", "markers", "markers");
    assertThat(json.at("/data/2/marker").has("opacity")).isFalse();
    assertThat(json.at("/layout/shapes")).hasSize(2);
    assertThat(json.at("/layout/title/text").textValue()).isEqualTo("A title");
  }

  @Test
  void subplotsShareAxesOfTheSameTitleAndTheLegend() {
    JsonNode json = json(subplots(2,
        decorated(figure("old", line("old", 1, 2), line("new", 1, 2)), verticalLine(1, "here")),
        decorated(figure("b", line("old", 3, 4), line("new", 1, 2)), verticalBand(1, 2, "")),
        figure("c", line("old", 5, 6), line("new", 1, 2))), title("above"), caption("c"));
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
        .containsExactly("here", "old start", "b", "c"); // titles may be keys
    assertThat(layout.at("/grid/rows").intValue()).isEqualTo(2);
    assertThat(layout.at("/grid/columns").intValue()).isEqualTo(2);
    assertThat(layout.at("/title/text").textValue()).isEqualTo("above");
  }

  @Test
  void logarithmicSubplotsHaveTheTicksOfTheWidest() {
    Layout log = Layout.builder("a", "layer")
        .yAxis(Axis.builder().title("Var z").type(Axis.Type.LOG).build()).build();
    JsonNode layout = json(subplots(1, new Figure(log, line("a", 1, 20)),
        new Figure(log, line("a", 1, 1e15)))).get("layout");
    assertThat(layout.at("/yaxis2/matches").textValue()).isEqualTo("y");
    assertThat(layout.at("/yaxis/dtick").asDouble()).isEqualTo(3);
    assertThat(layout.at("/yaxis2/dtick").asDouble()).isEqualTo(3);
    assertThat(layout.at("/yaxis").has("tickformat")).isFalse();
  }

  @Test
  void subplotsWhoseRangesAreFixedDoNotFollowEachOther() {
    Layout fixed = Layout.builder("a").xAxis(Axis.builder().title("epoch").range(0, 3).build())
        .yAxis(Axis.builder().title("accuracy").build()).build();
    JsonNode layout = json(subplots(2, new Figure(fixed, line("a", 1, 2)),
        new Figure(fixed, line("a", 3, 4)))).get("layout");
    assertThat(layout.at("/xaxis2").has("matches")).isFalse();
    assertThat(layout.at("/xaxis2/range/1").doubleValue()).isEqualTo(3);
    assertThat(layout.at("/yaxis2/matches").textValue()).isEqualTo("y");
    assertThat(layout.at("/yaxis2/showticklabels").booleanValue()).isFalse();
  }

  @Test
  void subplotsNeedPlainFigures() {
    assertThatThrownBy(() -> subplots(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> subplots(0, lines())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> subplots(1, subplots(1, lines())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sliderStepsChangeWhatDiffersAndNoMore() {
    Map<String, Figure> steps = new LinkedHashMap<>();
    steps.put("1", figure("one", line("old", 1, 2), line("new", 1, 3)));
    steps.put("10", figure("ten", line("old", 1, 3), line("new", 1, 3)));
    JsonNode json = json(slider("n", steps, "10"), caption("c"));
    JsonNode slider = json.at("/layout/sliders/0");
    assertThat(slider.get("active").intValue()).isEqualTo(1);
    assertThat(json.at("/layout/title/text").textValue()).isEqualTo("ten");
    assertThat(json.at("/data/0/y/1").doubleValue()).isEqualTo(3);
    JsonNode step = slider.at("/steps/0");
    assertThat(step.get("method").textValue()).isEqualTo("update");
    assertThat(step.at("/args/0").size()).isEqualTo(1);
    assertThat(step.at("/args/0/y")).hasSize(2); // one a series
    assertThat(step.at("/args/0/y/0")).extracting(JsonNode::doubleValue).containsExactly(1.0, 2.0);
    assertThat(step.at("/args/1").size()).isEqualTo(1);
    assertThat(step.at("/args/1/title/text").textValue()).isEqualTo("one");
    assertThat(slider.at("/currentvalue/prefix").textValue()).isEqualTo("n: ");
    steps.put("2", figure("two", line("old", 1)));
    assertThatThrownBy(() -> slider("n", steps, "1")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("step \"2\" of \"n\" has 1 traces, others have 2");
    steps.remove("2");
    assertThatThrownBy(() -> slider("n", steps, "3")).hasMessageContaining("[1, 10]");
  }

  @Test
  void theTextIsTheCaptionOrElseTheTitle() {
    assertThat(MimeBundle.of(lines()).data().get("text/plain")).isEqualTo("A title");
    assertThat(MimeBundle.of(lines(), caption("It rises.")).data().get("text/plain"))
        .isEqualTo("It rises.");
    assertThat(MimeBundle.of(new Figure(line("a", 1))).data().get("text/plain"))
        .isEqualTo("A figure without a title");
  }

  @Test
  void longLinesAreThinnedAndKeepTheirExtremes() {
    double[] y = new double[30_000];
    Arrays.setAll(y, i -> Math.sin(i / 300.0) + (i == 12_345 ? 5 : i == 23_456 ? -5 : 0));
    y[777] = Double.NaN;
    MimeBundle bundle = MimeBundle.of(figure("t", line("a", y)));
    assertThat(((String) bundle.data().get("text/html")).length()).isLessThan(62_000);
    assertThat(bundle.warning()).isEmpty();
    JsonNode trace = JSON.valueToTree(bundle.data().get(MimeBundle.PLOTLY)).at("/data/0");
    assertThat(trace.get("x").size()).isEqualTo(trace.get("y").size());
    assertThat(trace.get("y")).extracting(JsonNode::doubleValue).contains(
        Double.parseDouble(String.format(Locale.ROOT, "%.5f", y[12_345])));
    assertThat(trace.get("y")).anyMatch(JsonNode::isNull);
    assertThat(trace.at("/x/0").intValue()).isEqualTo(1);
  }

  @Test
  void whatCannotBeMadeSmallerSaysHowLargeItIs() {
    double[] many = new double[30_000];
    Arrays.setAll(many, i -> Math.sqrt(i));
    assertThat(MimeBundle.of(new Figure(ScatterTrace.builder(many, many).build())).warning())
        .matches("This figure is large: \\d+ kB\\.");
  }

  @Test
  void figuresDoNotDependOnTheLanguageOfTheMachine() {
    MimeBundle english = MimeBundle.of(lines(), verticalLine(0.5, "here"));
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(MimeBundle.of(lines(), verticalLine(0.5, "here"))).isEqualTo(english);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void boxesAreDressed() {
    JsonNode json = json(BoxPlot.create("t", RUNS, "start", "accuracy"));
    assertThat(json.at("/data/0/x/0").textValue()).isEqualTo("old start");
    assertThat(json.at("/data/0/marker/color").textValue()).startsWith("#");
  }
}
