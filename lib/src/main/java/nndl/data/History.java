package nndl.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nndl.words.Words;

/** What was measured after each epoch of a training: numbers with names. */
public final class History {
  private final List<Map<String, Double>> epochs = new ArrayList<>();
  private final Set<String> names = new LinkedHashSet<>();

  /** Starts without epochs. */
  public History() {}

  /**
   * Adds the next epoch.
   *
   * @param measures what was measured, by name
   */
  public void add(Map<String, Double> measures) {
    epochs.add(Map.copyOf(measures));
    names.addAll(measures.keySet());
  }

  /**
   * Returns how many epochs there are.
   *
   * @return their number; they are counted from 1
   */
  public int epochs() {
    return epochs.size();
  }

  /**
   * Returns the names of all measures, in the order in which they were first measured.
   *
   * @return the names
   */
  public List<String> names() {
    return List.copyOf(names);
  }

  /**
   * Returns a measure after each epoch.
   *
   * @param name its name
   * @return a new array, one number per epoch; NaN where it was not measured
   * @throws IllegalArgumentException if it was never measured
   */
  public double[] values(String name) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          Words.text("history.none", name, String.join(", ", names)));
    }
    return epochs.stream().mapToDouble(m -> m.getOrDefault(name, Double.NaN)).toArray();
  }

  /**
   * Returns a measure after the last epoch.
   *
   * @param name its name
   * @return the number; NaN if it was not measured then
   * @throws IllegalArgumentException if it was never measured
   */
  public double last(String name) {
    double[] values = values(name);
    return values[values.length - 1];
  }
}
