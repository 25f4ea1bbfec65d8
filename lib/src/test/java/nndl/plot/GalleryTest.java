package nndl.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.AreaPlot;
import tech.tablesaw.plotly.api.BoxPlot;
import tech.tablesaw.plotly.api.BubblePlot;
import tech.tablesaw.plotly.api.CandlestickPlot;
import tech.tablesaw.plotly.api.ContourPlot;
import tech.tablesaw.plotly.api.Heatmap;
import tech.tablesaw.plotly.api.Histogram;
import tech.tablesaw.plotly.api.Histogram2D;
import tech.tablesaw.plotly.api.HorizontalBarPlot;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.api.OHLCPlot;
import tech.tablesaw.plotly.api.ParetoPlot;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.api.QQPlot;
import tech.tablesaw.plotly.api.QuantilePlot;
import tech.tablesaw.plotly.api.Scatter3DPlot;
import tech.tablesaw.plotly.api.ScatterPlot;
import tech.tablesaw.plotly.api.TimeSeriesPlot;
import tech.tablesaw.plotly.api.TukeyMeanDifferencePlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.api.ViolinPlot;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;

/** Each kind of figure that Tablesaw makes can be shown. */
class GalleryTest {
  static Stream<Map.Entry<String, Figure>> gallery() {
    Table table = Table.create("t", DoubleColumn.create("epoch", 1, 2, 3, 4),
        DoubleColumn.create("accuracy", 86.4, 90.1, Double.NaN, 92),
        StringColumn.create("start", "old", "new", "30", "it's \\ \"q\""),
        IntColumn.create("n", 1, 2, 3, 4),
        DateColumn.create("date", Stream.of(1, 2, 3, 4).map(d -> LocalDate.of(2020, 1, d))));
    Map<String, Figure> all = new LinkedHashMap<>();
    all.put("line", LinePlot.create("t", table, "epoch", "accuracy", "start"));
    all.put("points", ScatterPlot.create("t", table, "epoch", "accuracy", "start"));
    all.put("histogram", Histogram.create("t", table, "accuracy"));
    all.put("histogram of pairs", Histogram2D.create("t", table, "epoch", "n"));
    all.put("boxes", BoxPlot.create("t", table, "start", "accuracy"));
    all.put("violins", ViolinPlot.create("t", table, "start", "accuracy", true, true));
    all.put("pie", PiePlot.create("t", table, "start", "n"));
    all.put("bars", VerticalBarPlot.create("t", table, "start", Layout.BarMode.GROUP, "n",
        "accuracy"));
    all.put("lying bars", HorizontalBarPlot.create("t", table, "start", "n"));
    all.put("area", AreaPlot.create("t", table, "epoch", "accuracy"));
    all.put("bubbles", BubblePlot.create("t", table, "epoch", "accuracy", "n"));
    all.put("heat map", Heatmap.create("t", table, "start", "n"));
    all.put("contours", ContourPlot.create("t", table, "start", "n"));
    all.put("prices", OHLCPlot.create("t", table, "date", "epoch", "epoch", "n", "n"));
    all.put("candles", CandlestickPlot.create("t", table, "date", "epoch", "epoch", "n", "n"));
    all.put("time", TimeSeriesPlot.create("t", table, "date", "epoch"));
    all.put("Pareto", ParetoPlot.create("t", table, "start", "n"));
    all.put("Q-Q", QQPlot.create("t", table, "epoch", "n"));
    all.put("quantiles", QuantilePlot.create("t", table, "n"));
    all.put("Tukey", TukeyMeanDifferencePlot.create("t", "m", table, "epoch", "n"));
    all.put("space", Scatter3DPlot.create("t", table, "epoch", "n", "accuracy"));
    return all.entrySet().stream();
  }

  private static void assertSane(JsonNode node) {
    assertThat(node.isPojo() || node.isTextual() && node.textValue().matches("true|false|NaN"))
        .as(node.toString()).isFalse();
    node.forEach(GalleryTest::assertSane);
  }

  @ParameterizedTest
  @MethodSource("gallery")
  void eachKindIsShown(Map.Entry<String, Figure> figure) {
    MimeBundle bundle = MimeBundle.of(figure.getValue());
    JsonNode json = new ObjectMapper().valueToTree(bundle.data().get(MimeBundle.PLOTLY));
    assertThat(json.at("/layout/title/text").textValue()).isEqualTo("t");
    assertThat(json.get("data")).isNotEmpty().allMatch(trace -> trace.path("type").isTextual());
    assertThat(bundle.height()).isEqualTo(420);
    assertThat(json.at("/layout").has("width")).isFalse();
    assertThat(bundle.data().get("text/html").toString()).doesNotContain("NaN");
    assertSane(json);
  }

  /** Plotly's own schema, which refuses properties and values that it does not know. */
  @Test
  void eachKindFitsPlotlysSchema() throws IOException, InterruptedException {
    Path python = Path.of("..", ".venv", "bin", "python");
    assumeTrue(Files.isExecutable(python), "there is no ../.venv with plotly");
    ObjectMapper mapper = new ObjectMapper();
    String figures = mapper.writeValueAsString(gallery()
        .map(entry -> MimeBundle.of(entry.getValue()).data().get(MimeBundle.PLOTLY)).toList());
    Process check = new ProcessBuilder(python.toString(), "-c", """
        import json, sys, plotly.graph_objects
        for figure in json.load(sys.stdin):
            plotly.graph_objects.Figure(figure["data"], figure["layout"])
        """).redirectErrorStream(true).start();
    check.getOutputStream().write(figures.getBytes(StandardCharsets.UTF_8));
    check.getOutputStream().close();
    assertThat(new String(check.getInputStream().readAllBytes(),
        StandardCharsets.UTF_8)).isEmpty();
    assertThat(check.waitFor()).isZero();
  }

  private static Set<String> classes(Class<?> from) throws IOException, URISyntaxException {
    URI jar = from.getProtectionDomain().getCodeSource().getLocation().toURI();
    try (InputStream in = Files.newInputStream(Path.of(jar));
        ZipInputStream entries = new ZipInputStream(in)) {
      return Stream.generate(() -> next(entries)).takeWhile(name -> !name.isEmpty())
          .filter(name -> name.endsWith(".class")).map(GalleryTest::simple)
          .collect(Collectors.toSet());
    }
  }

  private static String next(ZipInputStream entries) {
    try {
      ZipEntry entry = entries.getNextEntry();
      return entry == null ? "" : entry.getName();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String simple(String file) {
    return file.replaceFirst(".*/", "").replaceFirst("\\.class$", "").replaceFirst(".*\\$", "");
  }

  @Test
  void noClassOfOursHasTheNameOfOneOfTablesaws() throws IOException, URISyntaxException {
    Set<String> theirs = classes(Table.class);
    theirs.addAll(classes(Figure.class));
    assertThat(theirs).contains("Table", "Histogram", "Heatmap", "Gradient");
    Path ours = Path.of(MimeBundle.class.getProtectionDomain().getCodeSource().getLocation()
        .toURI());
    try (Stream<Path> files = Files.walk(ours)) {
      Set<String> shared = files.map(Path::toString).filter(file -> file.endsWith(".class"))
          .map(file -> simple(file.replace('\\', '/'))).collect(Collectors.toSet());
      shared.removeIf(name -> name.matches("package-info|\\d*"));
      shared.retainAll(theirs);
      assertThat(shared).isEmpty();
    }
  }
}
