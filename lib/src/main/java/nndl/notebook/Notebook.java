package nndl.notebook;

import java.util.Locale;
import java.util.function.DoublePredicate;
import nndl.plot.Bundle;
import nndl.plot.Drawing;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** What a cell says to its reader. Notebooks import its methods statically. */
public final class Notebook {
  private Notebook() {}

  /**
   * Shows a figure below the cell.
   *
   * @param drawing a chart, a heat map, panels, steps or pictures
   */
  public static void show(Drawing drawing) {
    Kernel.show(Bundle.of(drawing));
  }

  /**
   * Shows a Tablesaw figure below the cell.
   *
   * @param figure the figure
   */
  public static void show(Figure figure) {
    Kernel.show(Bundle.of(figure));
  }

  /**
   * Shows a table below the cell: its first 20 rows, numbers to four digits.
   *
   * @param table the table
   */
  public static void show(Table table) {
    Kernel.show(TableText.bundle(table));
  }

  /**
   * Prints a line, with numbers formatted as {@link String#format} does, in English.
   *
   * @param format the line
   * @param values what to fill in
   */
  public static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** What a number should be: made by {@link #near}, {@link #above} and the others. */
  public static final class Expected {
    private final String text;
    private final DoublePredicate holds;

    private Expected(String text, DoublePredicate holds) {
      this.text = text;
      this.holds = holds;
    }
  }

  /** A check that did not hold; the message says what was found and what was expected. */
  public static final class CheckFailed extends AssertionError {
    private static final long serialVersionUID = 1;

    CheckFailed(String message) {
      super(message);
    }
  }

  /**
   * Checks a claim, and prints a line that says so. NaN meets no expectation.
   *
   * @param claim what is claimed, in words
   * @param value the number found
   * @param expected what it should be
   * @throws CheckFailed if it is not
   */
  public static void check(String claim, double value, Expected expected) {
    String line = "%s: %s, expected %s".formatted(claim, Numbers.text(value), expected.text);
    if (!expected.holds.test(value)) {
      throw new CheckFailed("✗ " + line);
    }
    System.out.println("✓ " + line);
  }

  /**
   * Checks a claim that is true or false, and prints a line that says so.
   *
   * @param claim what is claimed, in words
   * @param holds whether it holds
   * @throws CheckFailed if it does not
   */
  public static void check(String claim, boolean holds) {
    if (!holds) {
      throw new CheckFailed("✗ " + claim);
    }
    System.out.println("✓ " + claim);
  }

  /**
   * Expects a number within a tolerance.
   *
   * @param value the number
   * @param tolerance how far off it may be
   * @return the expectation
   */
  public static Expected near(double value, double tolerance) {
    return new Expected(Numbers.text(value) + " ± " + Numbers.text(tolerance),
        found -> Math.abs(found - value) <= tolerance);
  }

  /**
   * Expects exactly a number.
   *
   * @param value the number
   * @return the expectation
   */
  public static Expected exactly(double value) {
    return new Expected("exactly " + Numbers.text(value), found -> found == value);
  }

  /**
   * Expects a number above a limit.
   *
   * @param limit the limit
   * @return the expectation
   */
  public static Expected above(double limit) {
    return new Expected("above " + Numbers.text(limit), found -> found > limit);
  }

  /**
   * Expects a number below a limit.
   *
   * @param limit the limit
   * @return the expectation
   */
  public static Expected below(double limit) {
    return new Expected("below " + Numbers.text(limit), found -> found < limit);
  }
}
