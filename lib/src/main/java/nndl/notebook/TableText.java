package nndl.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nndl.plot.Labels;
import nndl.words.Words;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table as HTML and as aligned text: at most 20 rows, numbers to four digits. */
final class TableText {
  private static final int MOST = 20;
  /** What Tablesaw adds to the name of a table that it summarizes. */
  private static final String SUMMARY = " summary";

  private TableText() {}

  static Map<String, String> bundle(Table table) {
    return Map.of("text/html", html(table), "text/plain", text(table));
  }

  static String text(Table table) {
    List<String[]> lines = new ArrayList<>();
    lines.add(table.columnNames().stream().map(Labels::inTable).toArray(String[]::new));
    for (int row = 0; row < shown(table); row++) {
      lines.add(row(table, row));
    }
    StringBuilder out = new StringBuilder(name(table));
    for (String[] line : lines) {
      StringBuilder cells = new StringBuilder();
      for (int c = 0; c < line.length; c++) {
        int column = c;
        int width = lines.stream().mapToInt(l -> Words.width(l[column])).max().orElse(0);
        String pad = " ".repeat(width - Words.width(line[c]));
        cells.append(c == 0 ? "" : "  ");
        cells.append(isNumber(table.column(c)) ? pad + line[c] : line[c] + pad);
      }
      out.append('\n').append(cells.toString().stripTrailing());
    }
    return out + more(table, "\n");
  }

  private static String html(Table table) {
    StringBuilder out = new StringBuilder("<table><caption>" + escape(name(table))
        + "</caption><thead><tr>");
    for (Column<?> column : table.columns()) {
      out.append(cell("th", column, Labels.inTable(column.name())));
    }
    out.append("</tr></thead><tbody>");
    for (int i = 0; i < shown(table); i++) {
      out.append("<tr>");
      String[] row = row(table, i);
      for (int c = 0; c < row.length; c++) {
        out.append(cell("td", table.column(c), row[c]));
      }
      out.append("</tr>");
    }
    return out + "</tbody></table>" + more(table, "");
  }

  private static String name(Table table) {
    String shown = Labels.inTable(table.name());
    return shown.endsWith(SUMMARY)
        ? Words.text("table.summary", shown.substring(0, shown.length() - SUMMARY.length()))
        : shown;
  }

  private static String cell(String tag, Column<?> column, String text) {
    return "<%s style=\"text-align: %s\">%s</%s>".formatted(
        tag, isNumber(column) ? "right" : "left", escape(text), tag);
  }

  private static String more(Table table, String before) {
    return table.rowCount() <= MOST ? ""
        : before + Words.text("table.rows", MOST, table.rowCount());
  }

  private static int shown(Table table) {
    return Math.min(MOST, table.rowCount());
  }

  private static String[] row(Table table, int row) {
    String[] texts = new String[table.columnCount()];
    for (int c = 0; c < texts.length; c++) {
      Column<?> column = table.column(c);
      texts[c] = column.isMissing(row) ? "–"
          : column instanceof NumericColumn<?> numbers ? Numbers.text(numbers.getDouble(row))
          : Labels.inTable(column.getString(row));
    }
    return texts;
  }

  private static boolean isNumber(Column<?> column) {
    return column instanceof NumericColumn<?>;
  }

  /** Also keeps dollar signs from being read as mathematics. */
  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        .replace("\"", "&quot;").replace("$", "<span>$</span>");
  }
}
