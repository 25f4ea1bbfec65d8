package nndl.notebook;

import static nndl.notebook.Notebook.above;
import static nndl.notebook.Notebook.check;
import static nndl.notebook.Notebook.claim;
import static nndl.notebook.Notebook.exactly;
import static nndl.notebook.Notebook.near;
import static nndl.notebook.Notebook.that;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tech.tablesaw.aggregate.AggregateFunctions.count;
import static tech.tablesaw.aggregate.AggregateFunctions.max;
import static tech.tablesaw.aggregate.AggregateFunctions.mean;
import static tech.tablesaw.aggregate.AggregateFunctions.median;
import static tech.tablesaw.aggregate.AggregateFunctions.min;
import static tech.tablesaw.aggregate.AggregateFunctions.quadraticMean;
import static tech.tablesaw.aggregate.AggregateFunctions.quartile1;
import static tech.tablesaw.aggregate.AggregateFunctions.quartile3;
import static tech.tablesaw.aggregate.AggregateFunctions.stdDev;
import static tech.tablesaw.aggregate.AggregateFunctions.sum;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import nndl.data.Guard;
import nndl.data.Validate;
import nndl.experiment.Experiment;
import nndl.plot.Labels;
import nndl.words.Words;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What readers of the Chinese notebooks see. */
class ChineseTest {
  @RegisterExtension final Printed printed = new Printed();

  @BeforeEach
  void speakChinese() {
    Notebook.begin("zh");
  }

  @AfterEach
  void speakEnglishAgain() {
    Words.choose("en");
  }

  @Test
  void anUnknownLanguageIsRefused() {
    assertThatThrownBy(() -> Notebook.begin("de")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("没有“de”这种语言；可选的语言有 en, zh");
    Notebook.begin();
    assertThat(Words.language()).isEqualTo("en");
  }

  @Test
  void checksAreSentences() {
    check("z 的方差", 500.98, near(501, 5));
    check("比例", 0.964, above(0.9));
    check("答对", 60, exactly(60));
    check("z 的大小符合预期", that("旧", 501, near(500, 5)), that("新", true));
    assertThat(printed.text()).isEqualTo("""
        ✓ z 的方差：501.0，应为 501 ± 5
        ✓ 比例：0.9640，应大于 0.9000
        ✓ 答对：60，应恰好为 60
        ✓ z 的大小符合预期：2/2 项成立
        """);
    assertThatThrownBy(() -> check("z", that("旧", 507, near(501, 5)),
        that("理论", Double.NaN, above(0)), that("一致", true)))
        .hasMessage("✗ z：1/3 项成立；旧：507，应为 501 ± 5；理论：不是数，应大于 0");
  }

  @Test
  void claimsAreInChineseAndFindingsKeptApart() throws IOException {
    assertThat(claim(2)).isEqualTo("因此 |z| > 1 的可能性很大");
    Claims.note(12, "zh-test", "%.1f", 0.5);
    Path file = Path.of("target", "claims", "zh", "claim-12-notebook-zh-test.txt");
    assertThat(file).hasContent("0.5");
    Files.delete(file);
    assertThat(Claims.found(file.getParent(), 12, "zh-test")).isEqualTo("请先运行笔记本 zh-test");
  }

  @Test
  void theReadmeSaysTheSame() throws IOException {
    ClaimsTest.assertSaysTheSame("README.zh.md");
  }

  @Test
  void tablesShowLabelsInsteadOfKeys() {
    Table runs = Table.create("训练", StringColumn.create("start", "old", "new"),
        IntColumn.create("epoch 1", 1, 2), DoubleColumn.create("accuracy", 95, 96.5));
    assertThat(TableText.bundle(runs).get("text/plain")).isEqualTo("""
        训练
        初始化      第 1 轮  准确率
        旧的初始化        1      95
        新的初始化        2   96.50""");
    assertThat(TableText.bundle(runs).get("text/html"))
        .contains("<th style=\"text-align: left\">初始化</th>")
        .contains("<td style=\"text-align: left\">旧的初始化</td>");
  }

  @Test
  void headingsOfSummariesAreComposed() {
    Table runs = Table.create("训练", StringColumn.create("start", "old", "old"),
        DoubleColumn.create("accuracy", 95, 96), DoubleColumn.create("z", 1, 2));
    Table summary = runs.summarize("accuracy", mean, median, min, max, quartile1, quartile3, count,
        stdDev, sum, quadraticMean).by("start");
    assertThat(summary.columnNames().stream().map(Labels::inTable)).containsExactlyInAnyOrder(
        "初始化", "准确率的均值", "准确率的中位数", "准确率的最小值", "准确率的最大值", "准确率的第一四分位数",
        "准确率的第三四分位数", "准确率的个数", "准确率的标准差", "准确率的总和", "准确率的均方根");
    assertThat(TableText.bundle(summary).get("text/plain")).startsWith("训练：汇总\n");
    assertThat(Labels.inTable("Mean [z]")).isEqualTo("带权输入 z 的均值");
    assertThat(Labels.inTable("T2.accuracy")).isEqualTo("准确率（表 2）");
    assertThat(Labels.inTable("Mean [lead]")).isEqualTo("领先幅度的均值");
    assertThat(Labels.inTable("old, published")).isEqualTo("旧的初始化，Nielsen");
    assertThat(Labels.inTable("0.5, 5")).isEqualTo("0.5, 5");
  }

  @Test
  void longTablesSayHowManyRowsTheyHave() {
    Table table = Table.create("行", IntColumn.create("n", IntStream.range(0, 35).toArray()));
    assertThat(TableText.bundle(table).get("text/plain")).endsWith("\n前 20 行，共 35 行。");
  }

  @Test
  void errorsSayTheSameInChinese() {
    assertThatThrownBy(() -> Tables.number(Table.create("训练"), "accuracy"))
        .hasMessage("这里应当有一行，但表“训练”有 0 行；请检查 where(…) 所要求的值，表的各列是 []");
    assertThatThrownBy(() -> Validate.atLeast("mini-batch size", 0, 1))
        .hasMessage("小批量大小 0：必须至少为 1");
    assertThatThrownBy(() -> Validate.weights(new SimpleMatrix(1, 1, true, Double.NaN)))
        .hasMessage("通向第 1 层的权重：第 0 项是 NaN；每一项都必须是有限的数");
    assertThatThrownBy(() -> Guard.step(3, 7, 0.5, () -> {
      throw new ArithmeticException(Words.text("training.cost"));
    })).hasMessage("第 3 轮，第 7 步：代价不再是有限的数；请试试比 0.5 更小的 eta");
  }

  @Test
  void drawingsHaveAFontForChinese() {
    assertThat(new NetworkDrawing(1, 1).heading(0, "输入").svg("一个网络"))
        .contains("sans-serif, Noto Sans CJK SC,", ">输入</text>", "<title>一个网络</title>");
  }

  @Test
  void runsNameTheirFactorsToCodeAsInEnglish() {
    Table named = new Experiment("训练").factor("start", "old").factor("seed", 2)
        .run(run -> run.rows(Table.create(StringColumn.create("name", run.toString()))));
    assertThat(named.stringColumn("name").get(0)).isEqualTo("start old, seed 2");
  }
}
