package nndl.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nndl.words.Words;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * Runs a function for every combination of some factors (network, start, seed, …), side by side on
 * all cores, and puts what it measured into one long table: one column per factor, then one column
 * per measure.
 *
 * <pre>{@code
 * Table runs = new Experiment("Trainings")
 *     .factor("start", "old", "new")
 *     .factor("seed", 1, 2, 3)
 *     .epochs(30)
 *     .run(run -> train(run.text("start"), run.number("seed"), run::epoch));
 * }</pre>
 *
 * <p>Rows are sorted by the factors, in the order in which their values were given, the first
 * factor first; then they stand as the run added them. The table is the same on any number of
 * cores, because every run computes in one thread of its own. Factors are texts or whole numbers,
 * since Tablesaw neither summarizes by a column of other numbers nor draws a line for each.
 */
public final class Experiment {

  /** What is done for one combination of the factors. */
  @FunctionalInterface
  public interface Task {
    /**
     * Computes, and adds rows to the run. Long computations without a call of the run's methods
     * must themselves stop, with any exception, soon after their thread is interrupted.
     *
     * @param run the combination, and where the results go
     * @throws Exception if it fails
     */
    void run(Run run) throws Exception;
  }

  private final String title;
  private final Map<String, List<Object>> factors = new LinkedHashMap<>();
  private final List<Predicate<? super Run>> leftOut = new ArrayList<>();
  private int epochs;

  /**
   * An experiment without factors.
   *
   * @param title what the runs are, such as "Trainings": progress and the table name it
   */
  public Experiment(String title) {
    this.title = title;
  }

  /**
   * Adds a factor whose values are whole numbers.
   *
   * @param name the table's column
   * @param values its values; runs take them in this order
   * @return this experiment
   * @throws IllegalArgumentException if there is no value, one is there twice, or there is such a
   *     factor already
   */
  public Experiment factor(String name, int... values) {
    return add(name, Arrays.stream(values).boxed().collect(Collectors.toList()));
  }

  /**
   * Adds a factor whose values are texts.
   *
   * @param name the table's column
   * @param values its values; runs take them in this order
   * @return this experiment
   * @throws IllegalArgumentException if there is no value, one is there twice, or there is such a
   *     factor already
   */
  public Experiment factor(String name, String... values) {
    return add(name, Arrays.asList(values));
  }

  private Experiment add(String name, List<?> values) {
    for (String other : factors.keySet()) {
      if (other.equalsIgnoreCase(name)) { // as Tablesaw compares names of columns
        throw new IllegalArgumentException( Words.text("factor.double", name));
      }
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException( Words.text("factor.none", name));
    }
    Set<Object> seen = new HashSet<>();
    for (Object value : values) {
      if (value == null || value.equals("")) {
        throw new IllegalArgumentException(Words.text("factor.empty", name));
      }
      if (!seen.add(value)) {
        throw new IllegalArgumentException( Words.text("factor.twice", name, value));
      }
    }
    factors.put(name, List.copyOf(values));
    return this;
  }

  /**
   * Leaves out combinations.
   *
   * @param which says for a run whether it is left out; it may ask for the factors' values
   * @return this experiment
   */
  public Experiment without(Predicate<? super Run> which) {
    leftOut.add(which);
    return this;
  }

  /**
   * Says how many epochs each run has, so that progress knows how much is left.
   *
   * @param count epochs per run
   * @return this experiment
   * @throws IllegalArgumentException if it is below 1
   */
  public Experiment epochs(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(Words.text("runs.epochs", count));
    }
    epochs = count;
    return this;
  }

  /**
   * Runs the task for every combination. If one run fails or the caller is interrupted, the others
   * are stopped, and no thread is left.
   *
   * @param task what to do; several threads call it at the same time
   * @return the rows that the runs added
   * @throws IllegalStateException if there is no factor, if every combination is left out, or if a
   *     run fails; then the message names the run, and the cause is what it threw
   * @throws CancellationException if the caller was interrupted
   */
  public Table run(Task task) {
    return run(task, null);
  }

  /**
   * Runs the task as {@link #run(Task)} does, and shows a figure that grows: it is drawn when the
   * first row is there, anew at most once a second, and once more at the end, also if a run fails
   * or the caller is interrupted.
   *
   * @param task what to do
   * @param figure draws the rows that there are so far; called by one thread at a time
   * @return the rows that the runs added
   * @throws IllegalStateException as for {@link #run(Task)}, or if the figure cannot be drawn
   * @throws CancellationException if the caller was interrupted
   */
  public Table run(Task task, Function<? super Table, ? extends Figure> figure) {
    return run(task, figure, Runtime.getRuntime().availableProcessors());
  }

  Table run(Task task, Function<? super Table, ? extends Figure> figure, int threads) {
    if (factors.isEmpty()) {
      throw new IllegalStateException(Words.text("runs.factors", title));
    }
    Results results = new Results(title, factors, epochs, figure);
    results.keepIf(run -> leftOut.stream().noneMatch(which -> which.test(run)));
    return new Execution(title, results, task).run(threads);
  }
}
