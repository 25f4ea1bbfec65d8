package nndl.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** What a notebook can show as a figure: a chart, a heat map, panels, pictures, steps. */
public abstract class Drawing {
  private String caption = "";

  Drawing() {}

  /**
   * Says in words what the figure shows, for those who cannot see it.
   *
   * @param caption a sentence or two
   * @return this drawing
   */
  public Drawing caption(String caption) {
    this.caption = caption;
    return this;
  }

  /** What the figure shows, in words. */
  final String caption() {
    return caption.isEmpty() ? withoutCaption() : caption;
  }

  /** What says it where there is no caption, such as the title. */
  abstract String withoutCaption();

  /** The figure as Plotly has it, {@code {data, layout, config}}: new each time. */
  abstract ObjectNode json();

  /** A column, or an error that says which there are. */
  static Column<?> column(Table table, String name) {
    if (!table.containsColumn(name)) {
      throw new IllegalArgumentException("table \"%s\" has no column \"%s\"; it has %s"
          .formatted(table.name(), name, table.columnNames()));
    }
    return table.column(name);
  }

  /** A column of numbers, or an error that says what it has. */
  static NumericColumn<?> numbers(Table table, String name) {
    if (column(table, name) instanceof NumericColumn<?> numbers) {
      return numbers;
    }
    throw new IllegalArgumentException("column \"%s\" of table \"%s\" has no numbers but %s"
        .formatted(name, table.name(), table.column(name).type().name().toLowerCase(Locale.ROOT)));
  }
}
