package nndl.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Predicate;
import nndl.notebook.Live;
import nndl.notebook.Progress;
import nndl.words.Words;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.components.Figure;

/**
 * What the runs of an experiment have added and reported so far, with the line of progress and the
 * figure that show it. Safe for use by several threads.
 */
final class Results {
  private final String title;
  private final int epochs;
  private final List<Run> runs = new ArrayList<>();
  private final Map<Integer, Table> rows = new TreeMap<>(); // by the index of the run
  private final Map<Integer, Double> parts = new TreeMap<>();
  private final Function<? super Table, ? extends Figure> figure;
  private final long start = System.nanoTime();
  private Progress progress;
  private Live live;
  private Run first; // the run whose columns all others must have
  private volatile boolean figureFailed;
  private volatile boolean stopped;

  /** A figure of null is none. */
  Results(String title, Map<String, List<Object>> factors, int epochs,
      Function<? super Table, ? extends Figure> figure) {
    this.title = title;
    this.epochs = epochs;
    this.figure = figure;
    addRuns(factors, new ArrayList<>(factors.keySet()), new LinkedHashMap<>());
  }

  /** All combinations that begin with the given values. */
  private void addRuns(
      Map<String, List<Object>> factors, List<String> left, Map<String, Object> given) {
    if (left.isEmpty()) {
      runs.add(new Run(this, runs.size(), new LinkedHashMap<>(given)));
      return;
    }
    for (Object value : factors.get(left.get(0))) {
      given.put(left.get(0), value);
      addRuns(factors, left.subList(1, left.size()), given);
    }
    given.remove(left.get(0));
  }

  void keepIf(Predicate<Run> keep) {
    runs.removeIf(keep.negate());
    if (runs.isEmpty()) {
      throw new IllegalStateException(Words.text("runs.none", title));
    }
  }

  List<Run> runs() {
    return runs;
  }

  void show(Progress line) {
    progress = line;
  }

  /** After this, runs that add or report anything end. */
  void stop() {
    stopped = true;
  }

  void endIfStopped() {
    // Both, because a run may have caught an interrupt and gone on.
    if (stopped || Thread.currentThread().isInterrupted()) {
      throw new CancellationException(Words.text("runs.stopped", title));
    }
  }

  /** The part of a run that is done after an epoch; null if nobody knows. */
  Double partAfter(int epoch) {
    return epochs == 0 ? null : Double.valueOf(Math.min(1, (double) epoch / epochs));
  }

  void add(Run run, Table added) {
    endIfStopped();
    synchronized (this) {
      check(run, added);
      Table all = rows.get(run.index());
      if (all == null) {
        rows.put(run.index(), added.copy());
      } else {
        append(all, added);
      }
    }
  }

  private void check(Run run, Table added) {
    for (String factor : run.values().keySet()) {
      if (added.containsColumn(factor)) {
        throw new IllegalArgumentException(Words.text("rows.factor", factor));
      }
    }
    if (first == null) {
      first = run;
      return;
    }
    Table other = rows.get(first.index());
    for (Column<?> column : other.columns()) {
      if (!added.containsColumn(column.name())) {
        throw missing(column.name(), first, run);
      }
      if (!added.column(column.name()).type().equals(column.type())) {
        throw new IllegalArgumentException(Words.text("rows.type", column.name(), column.type(),
            first.inWords(), added.column(column.name()).type(), run.inWords()));
      }
    }
    for (String name : added.columnNames()) {
      if (!other.containsColumn(name)) {
        throw missing(name, run, first);
      }
    }
  }

  private static IllegalArgumentException missing(String column, Run with, Run without) {
    return new IllegalArgumentException(
        Words.text("rows.column", column, with.inWords(), without.inWords()));
  }

  private static void append(Table to, Table from) {
    for (Column<?> column : to.columns()) {
      appendColumn(column, from.column(column.name()));
    }
  }

  @SuppressWarnings("unchecked") // check has compared the types
  private static <T> void appendColumn(Column<T> to, Column<?> from) {
    to.append((Column<T>) from);
  }

  /** The rows so far: sorted by factors, then as they were added. */
  synchronized Table table() {
    Table table = Table.create(title);
    if (rows.isEmpty()) {
      return table;
    }
    runs.get(0).values().forEach((name, value) -> table.addColumns(
        value instanceof Integer ? IntColumn.create(name) : StringColumn.create(name)));
    Table columns = rows.values().iterator().next();
    columns.columns().forEach(column -> table.addColumns(column.emptyCopy()));
    for (Run run : runs) {
      Table some = rows.getOrDefault(run.index(), columns.emptyCopy());
      for (int i = 0; i < some.rowCount(); i++) {
        run.values().forEach((name, value) -> {
          if (value instanceof Integer number) {
            table.intColumn(name).append(number.intValue());
          } else {
            table.stringColumn(name).append((String) value);
          }
        });
      }
      for (Column<?> column : columns.columns()) {
        appendColumn(table.column(column.name()), some.column(column.name()));
      }
    }
    return table;
  }

  /** Notes that a run has ended. */
  void ended(Run run) {
    synchronized (this) {
      if (!rows.containsKey(run.index()) || rows.get(run.index()).isEmpty()) {
        throw new IllegalStateException(Words.text("rows.none"));
      }
    }
    report(run, 1.0, "");
  }

  /** Notes how far a run is, unless part is null, and shows the state of all. */
  void report(Run run, Double part, String text) {
    endIfStopped();
    synchronized (this) {
      if (part != null) {
        parts.put(run.index(), part);
      }
      progress.update(line(text));
    }
    draw();
  }

  private String line(String text) {
    double share = parts.values().stream().mapToDouble(part -> part).sum() / runs.size();
    long finished = parts.values().stream().filter(part -> part == 1).count();
    long left = Math.round((System.nanoTime() - start) * 1e-9 * (1 - share) / share);
    String line = share > 0 ? Words.text("runs.left", title, finished, runs.size(), left)
        : Words.text("runs.done", title, finished, runs.size());
    return line + (text.isEmpty() ? "" : " · " + text);
  }

  private void draw() {
    synchronized (this) {
      if (figure == null || rows.isEmpty()) {
        return;
      }
      if (live == null) {
        live = new Live(this::figure);
        return;
      }
    }
    live.update();
  }

  private Figure figure() {
    try {
      return figure.apply(table());
    } catch (RuntimeException e) {
      figureFailed = true;
      throw new IllegalStateException(Words.text("runs.figure", e), e);
    }
  }

  /** Draws for the last time. */
  synchronized void drawLast() {
    if (live != null && !figureFailed) {
      live.done();
    }
  }
}
