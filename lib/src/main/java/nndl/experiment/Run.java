package nndl.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import nndl.plot.Labels;
import nndl.words.Words;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * One combination of an experiment's factors, and where its results go. All rows of an experiment
 * have the same columns. Once the experiment has been stopped, every method that adds or reports
 * throws a {@link CancellationException}, so that the run ends.
 */
public final class Run {
  private final Results results;
  private final int index;
  private final Map<String, Object> values;

  Run(Results results, int index, Map<String, Object> values) {
    this.results = results;
    this.index = index;
    this.values = values;
  }

  Map<String, Object> values() {
    return values;
  }

  int index() {
    return index;
  }

  /**
   * Returns the value of a factor as a text.
   *
   * @param factor the factor's name
   * @return its value
   * @throws IllegalArgumentException if there is no such factor
   */
  public String text(String factor) {
    return value(factor).toString();
  }

  /**
   * Returns the value of a factor of whole numbers.
   *
   * @param factor the factor's name
   * @return its value
   * @throws IllegalArgumentException if there is no such factor, or its values are texts
   */
  public int number(String factor) {
    if (value(factor) instanceof Integer number) {
      return number;
    }
    throw new IllegalArgumentException(Words.text("factor.texts", factor, value(factor)));
  }

  /**
   * Returns the value of a factor of numbers that need not be whole. Its values are texts, since
   * Tablesaw does not group by such numbers.
   *
   * @param factor the factor's name
   * @return its value
   * @throws IllegalArgumentException if there is no such factor, or its value is not a number
   */
  public double decimal(String factor) {
    try {
      return Double.parseDouble(text(factor));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(Words.text("factor.decimal", factor, text(factor)));
    }
  }

  /**
   * Looks up what belongs to a factor's value, such as the initializer that "old" stands for.
   *
   * @param <T> what belongs to it
   * @param factor the factor's name
   * @param meanings what belongs to each of its values, written as texts
   * @return what belongs to its value in this run
   * @throws IllegalArgumentException if there is no such factor, or nothing for this value
   */
  public <T> T value(String factor, Map<String, ? extends T> meanings) {
    T meaning = meanings.get(text(factor));
    if (meaning == null) {
      throw new IllegalArgumentException(Words.text(
          "factor.meaning", text(factor), factor, new TreeMap<>(meanings).keySet()));
    }
    return meaning;
  }

  private Object value(String factor) {
    Object value = values.get(factor);
    if (value == null) {
      throw new IllegalArgumentException( Words.text("factor.unknown", factor, values.keySet()));
    }
    return value;
  }

  /**
   * Adds a row with what was measured after an epoch, and reports that the run is so far.
   *
   * @param epoch the epoch, counted from 1; 0 is before training
   * @param measures the measures by their names; NaN is a missing value
   * @throws IllegalArgumentException if other rows have other columns
   * @throws CancellationException if the experiment has been stopped
   */
  public void epoch(int epoch, Map<String, ? extends Number> measures) {
    IntColumn first = IntColumn.create("epoch", new int[] {epoch}); // a lone int would be its size
    results.add(this, tableOf(measures).insertColumn(0, first));
    results.report(this, results.partAfter(epoch), Words.text("runs.epoch", this, epoch));
  }

  /**
   * Adds a row. Its columns stand in the map's order if it has one, else in the alphabet's.
   *
   * @param measures the measures by their names; NaN is a missing value
   * @throws IllegalArgumentException if other rows have other columns
   * @throws CancellationException if the experiment has been stopped
   */
  public void row(Map<String, ? extends Number> measures) {
    rows(tableOf(measures));
  }

  /**
   * Adds all rows of a table, which may hold texts and whole numbers too, such as layers.
   *
   * @param rows the rows; they are copied
   * @throws IllegalArgumentException if other rows have other columns
   * @throws CancellationException if the experiment has been stopped
   */
  public void rows(Table rows) {
    results.add(this, rows);
    results.report(this, null, inWords());
  }

  /**
   * Reports how far the run is.
   *
   * @param done how much is done, 0 to 1
   * @param text where it is, in words
   * @throws CancellationException if the experiment has been stopped
   */
  public void progress(double done, String text) {
    results.report(this, done, text);
  }

  private static Table tableOf(Map<String, ? extends Number> measures) {
    // The order of other maps, such as Map.of(…), differs from one JVM to the next.
    boolean ordered = measures instanceof LinkedHashMap || measures instanceof SortedMap;
    Table row = Table.create("row");
    (ordered ? measures : new TreeMap<>(measures)).forEach(
        (name, value) -> row.addColumns(DoubleColumn.create(name, value.doubleValue())));
    return row;
  }

  /** The factors and their values as code names them, in every language: "start old, seed 2". */
  @Override
  public String toString() {
    return values.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /** The same as readers see it. */
  String inWords() {
    return Words.list("list.comma", values.entrySet().stream()
        .map(entry -> Words.text("factor.value", Labels.inTable(entry.getKey()),
            Labels.inTable(entry.getValue().toString()))));
  }
}
