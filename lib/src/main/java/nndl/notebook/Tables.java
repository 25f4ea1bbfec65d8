package nndl.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import nndl.data.History;
import nndl.plot.Labels;
import nndl.words.Words;
import org.ejml.simple.SimpleMatrix;
import tech.tablesaw.aggregate.NumericAggregateFunction;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.selection.Selection;

/**
 * What notebooks do with Tablesaw's tables and EJML's matrices that neither does in a line.
 * Notebooks import its methods statically.
 *
 * <p>In a long table, columns of texts and of whole numbers say what a row is about: its keys.
 * Columns of other numbers hold what was measured.
 */
public final class Tables {
  static {
    Session.begin();
  }

  private Tables() {}

  /**
   * Returns the entries of a matrix, row after row, as a column, which knows their mean, variance,
   * quartiles and so on.
   *
   * @param name the column's name
   * @param matrix the matrix
   * @return a copy of its entries
   */
  public static DoubleColumn column(String name, SimpleMatrix matrix) {
    return DoubleColumn.create(name,
        Arrays.copyOf(matrix.getDDRM().data, matrix.getNumElements())); // data may be longer
  }

  /**
   * Returns what was measured in a training as a table.
   *
   * @param history the measures
   * @return one row per epoch: its number, counted from 1, and one column per measure; what was
   *     not measured is missing
   */
  public static Table table(History history) {
    Table table = Table.create(Words.text("table.history"),
        IntColumn.create("epoch", IntStream.rangeClosed(1, history.epochs())));
    for (String name : history.names()) {
      table.addColumns(DoubleColumn.create(name, history.values(name)));
    }
    return table;
  }

  /**
   * Returns the share of a column's values of which something is true.
   *
   * @param column the values; a missing one counts, as one of which it is not true
   * @param test what may be true
   * @return the share, 0 to 1
   * @throws IllegalArgumentException if the column is empty
   */
  public static double share(NumericColumn<?> column, DoublePredicate test) {
    if (column.isEmpty()) {
      throw new IllegalArgumentException(Words.text("table.empty", column.name()));
    }
    Selection selection = column.eval(test);
    return selection.size() / (double) column.size();
  }

  /**
   * Returns a function of a column as one that {@code summarize} takes, beside Tablesaw's own.
   *
   * @param name its name; the column of its results is named "name [column]"
   * @param f the function
   * @return the function under this name
   */
  public static NumericAggregateFunction aggregate(
      String name, ToDoubleFunction<? super NumericColumn<?>> f) {
    return new NumericAggregateFunction(name) {
      @Override
      public Double summarize(NumericColumn<?> column) {
        return f.applyAsDouble(column);
      }
    };
  }

  /**
   * Returns a function's line, at points that lie equally far apart.
   *
   * @param x name of the column of points
   * @param y name of the column of values, and of the table
   * @param from the first point
   * @param to the last point
   * @param points how many, at least 2
   * @param f the function
   * @return one row per point
   * @throws IllegalArgumentException if there are fewer than 2 points
   */
  public static Table curve(
      String x, String y, double from, double to, int points, DoubleUnaryOperator f) {
    if (points < 2) {
      throw new IllegalArgumentException(Words.text("table.points", points));
    }
    double[] at = IntStream.range(0, points)
        .mapToDouble(i -> from + i * (to - from) / (points - 1)).toArray();
    return Table.create(y, DoubleColumn.create(x, at),
        DoubleColumn.create(y, Arrays.stream(at).map(f)));
  }

  /**
   * Returns a table with one more key, in front, which is the same in all rows: what the rows are
   * of, so that they can be appended to others.
   *
   * @param table the table; it stays as it is
   * @param key the new column
   * @param value its text
   * @return a copy of the table, with the column
   */
  public static Table labelled(Table table, String key, String value) {
    return table.copy().insertColumn(
        0, StringColumn.create(key, Collections.nCopies(table.rowCount(), value)));
  }

  /**
   * Returns the one number in a column of a table with one row, such as what {@code where} finds.
   *
   * @param table the table
   * @param column the column of the number
   * @return the number; NaN if it is missing
   * @throws IllegalArgumentException if the table has no row or several
   */
  public static double number(Table table, String column) {
    if (table.rowCount() != 1) {
      throw new IllegalArgumentException(table.isEmpty()
          ? Words.text("table.none", table.name(), table.columnNames())
          : Words.text("table.many", table.name(), table.rowCount(), TableText.text(table)));
    }
    return numbers(table, column).getDouble(0);
  }

  /**
   * Returns by how much measures of rows with one value of a factor exceed those of rows with
   * another value, where all other keys are equal: each pair of runs has a row.
   *
   * @param table the rows, with one row for each combination of the keys
   * @param factor the key in which the rows of a pair differ
   * @param value its value in the rows from whose measures others are subtracted
   * @param base its value in the rows whose measures are subtracted
   * @param measures the columns of which differences are taken
   * @return the other keys, and the measures' differences; a difference from a missing value is
   *     missing
   * @throws IllegalArgumentException if a row has no partner or several, or there is no row
   */
  public static Table difference(
      Table table, String factor, String value, String base, String... measures) {
    List<String> keys = keys(table);
    keys.removeIf(key -> key.equalsIgnoreCase(factor));
    // Numbers of rows, since a Row of Tablesaw's is large, and there may be many.
    Map<List<Object>, Integer> bases = new LinkedHashMap<>();
    Map<List<Object>, Integer> others = new LinkedHashMap<>();
    for (int row = 0; row < table.rowCount(); row++) {
      String which = String.valueOf(table.column(factor).get(row));
      Map<List<Object>, Integer> side =
          which.equals(base) ? bases : which.equals(value) ? others : null;
      if (side != null && side.put(key(table, row, keys), row) != null) {
        throw new IllegalArgumentException(Words.text("table.alike", table.name(),
            describe(keys, key(table, row, keys)), factor, which));
      }
    }
    requirePartners(others, bases, keys, factor + " " + base);
    requirePartners(bases, others, keys, factor + " " + value);
    if (bases.isEmpty()) {
      throw new IllegalArgumentException(
          Words.text("table.neither", table.name(), factor, value, base));
    }
    Table result = Table.create(Labels.inTable(value) + " − " + Labels.inTable(base));
    keys.forEach(key -> result.addColumns(table.column(key).emptyCopy()));
    for (int row : others.values()) {
      keys.forEach(key -> append(result.column(key), table.column(key), row));
    }
    for (String measure : measures) {
      NumericColumn<?> numbers = numbers(table, measure);
      result.addColumns(DoubleColumn.create(measure, others.entrySet().stream().mapToDouble(
          entry -> numbers.getDouble(entry.getValue())
              - numbers.getDouble(bases.get(entry.getKey())))));
    }
    return result;
  }

  private static void requirePartners(Map<List<Object>, Integer> rows,
      Map<List<Object>, Integer> partners, List<String> keys, String missing) {
    for (List<Object> key : rows.keySet()) {
      if (!partners.containsKey(key)) {
        throw new IllegalArgumentException(
            Words.text("table.partner", describe(keys, key), missing));
      }
    }
  }

  /**
   * Returns a wide table for reading, made of a long one: the values of one key become columns, in
   * the order in which they appear first, as do the rows. (Tablesaw's own pivot sorts columns as
   * texts: 1, 10, 5.)
   *
   * @param table the rows, with one row for each combination of the keys
   * @param key the column of texts or whole numbers whose values become columns; those of whole
   *     numbers get its name in front, such as "epoch 1"
   * @param measure the column whose numbers fill them
   * @return one row for each combination of the other keys; missing where there is no row
   * @throws IllegalArgumentException if several rows have the same keys
   */
  public static Table wide(Table table, String key, String measure) {
    List<String> keys = keys(table);
    keys.removeIf(other -> other.equalsIgnoreCase(key));
    Column<?> across = table.column(key);
    NumericColumn<?> numbers = numbers(table, measure);
    Table result = Table.create(table.name());
    keys.forEach(other -> result.addColumns(table.column(other).emptyCopy()));
    Map<List<Object>, Integer> rows = new HashMap<>();
    for (int row = 0; row < table.rowCount(); row++) {
      List<Object> values = key(table, row, keys);
      if (rows.putIfAbsent(values, rows.size()) == null) {
        for (String other : keys) {
          append(result.column(other), table.column(other), row);
        }
      }
    }
    for (int row = 0; row < table.rowCount(); row++) {
      String name = (across.type().equals(ColumnType.STRING) ? "" : key + " ")
          + across.getUnformattedString(row);
      if (!result.containsColumn(name)) {
        DoubleColumn column = DoubleColumn.create(name);
        rows.forEach((any, at) -> column.appendMissing());
        result.addColumns(column);
      }
      DoubleColumn column = result.doubleColumn(name);
      int at = rows.get(key(table, row, keys));
      if (!column.isMissing(at)) {
        throw new IllegalArgumentException(Words.text("table.cell", table.name(),
            describe(keys, key(table, row, keys)), key, across.getUnformattedString(row)));
      }
      column.set(at, numbers.getDouble(row));
    }
    return result;
  }

  /** Tablesaw's numberColumn takes texts too, and gives their places in a dictionary. */
  private static NumericColumn<?> numbers(Table table, String column) {
    if (table.column(column) instanceof NumericColumn<?> numbers) {
      return numbers;
    }
    throw new IllegalArgumentException(
        Words.text("table.texts", column, table.name(), table.column(column).type()));
  }

  /** The columns of texts and of whole numbers. */
  private static List<String> keys(Table table) {
    List<String> keys = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      if (column.type().equals(ColumnType.STRING) || column.type().equals(ColumnType.INTEGER)) {
        keys.add(column.name());
      }
    }
    return keys;
  }

  private static List<Object> key(Table table, int row, List<String> keys) {
    List<Object> values = new ArrayList<>(keys.size());
    keys.forEach(key -> values.add(table.column(key).get(row)));
    return values;
  }

  private static String describe(List<String> keys, List<Object> values) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      words.add(keys.get(i) + " " + values.get(i));
    }
    return String.join(", ", words);
  }

  @SuppressWarnings("unchecked") // to is an empty copy of from
  private static <T> void append(Column<T> to, Column<?> from, int row) {
    to.append((Column<T>) from, row);
  }
}
