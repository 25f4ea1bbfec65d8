package nndl.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableTextTest {
  private static String html(Table table) {
    return TableText.bundle(table).get("text/html");
  }

  private static String text(Table table) {
    return TableText.bundle(table).get("text/plain");
  }

  private static Table rows(int count) {
    return Table.create("rows", IntColumn.create("n", IntStream.rangeClosed(1, count)));
  }

  @Test
  void alignsNumbersRightAndTextLeft() {
    Table table = Table.create("starts", StringColumn.create("start", "old", "newer"),
        DoubleColumn.create("accuracy, %", 9.5, 95));
    assertThat(text(table)).isEqualTo("""
        starts
        start  accuracy, %
        old          9.500
        newer           95""");
    assertThat(html(table))
        .contains("<th style=\"text-align: left\">start</th>")
        .contains("<td style=\"text-align: left\">old</td>")
        .contains("<td style=\"text-align: right\">9.500</td>");
  }

  @Test
  void linesEndWithoutBlanks() {
    Table table = Table.create("starts", IntColumn.create("n", 1, 2),
        StringColumn.create("start", "old", "newer"));
    assertThat(text(table)).isEqualTo("starts\nn  start\n1  old\n2  newer");
  }

  @Test
  void escapesNamesTextsAndTheTitle() {
    String evil = "</td><script>\"&amp;\"</script>";
    String html = html(Table.create("<b>" + evil, StringColumn.create("<i>" + evil, evil)));
    assertThat(html).doesNotContain("<script", "<b>", "<i>", "&amp;\"")
        .contains("&lt;/td&gt;&lt;script&gt;&quot;&amp;amp;&quot;&lt;/script&gt;");
  }

  @Test
  void keepsDollarSignsFromBecomingMathematics() {
    String html = html(Table.create("$5", StringColumn.create("$x$", "$6 and $7")));
    assertThat(html).doesNotContain("$5", "$x", "$6").contains("<span>$</span>6 and");
  }

  @Test
  void showsAllOfTwentyRows() {
    assertThat(text(rows(20)).lines()).hasSize(22);
    assertThat(html(rows(20)).split("<tr>")).hasSize(22);
    assertThat(text(rows(20))).doesNotContain("first");
  }

  @Test
  void showsTheFirstTwentyOfMoreRowsAndSaysSo() {
    assertThat(text(rows(21))).endsWith("\n20\nThe first 20 of 21 rows.");
    assertThat(html(rows(21))).endsWith("</table>The first 20 of 21 rows.");
    assertThat(html(rows(21)).split("<tr>")).hasSize(22);
  }

  @Test
  void marksMissingValuesOfEveryType() {
    Table table = Table.create("gaps",
        StringColumn.create("s", "a"), DoubleColumn.create("d", 1.0),
        IntColumn.create("i", 1), BooleanColumn.create("b", true));
    table.appendRow();
    assertThat(text(table).lines().skip(3)).containsExactly("–  –  –  –");
    assertThat(html(table)).contains("<td style=\"text-align: right\">–</td>");
  }

  @Test
  void showsTablesWithoutRowsOrColumns() {
    assertThat(text(rows(0))).isEqualTo("rows\nn");
    assertThat(text(Table.create("nothing"))).startsWith("nothing");
    assertThat(html(Table.create("nothing"))).contains("<caption>nothing</caption>");
  }
}
