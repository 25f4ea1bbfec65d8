package nndl.notebook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import nndl.data.Dataset;
import nndl.data.DrawnDigits;
import nndl.mnist.Mnist;
import nndl.plot.Decoration;
import nndl.plot.MimeBundle;
import nndl.words.Words;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** What a cell says to its reader. Notebooks import its methods statically. */
public final class Notebook {
  private static boolean warned;

  private Notebook() {}

  static {
    Session.begin();
    Kernel.register(Figure.class, figure -> shown(figure));
    Kernel.register(Table.class, TableText::bundle);
  }

  /**
   * Begins a session in English: figures and tables draw themselves when they are a cell's last
   * expression; numbers are written as in English; the kernel ends when Jupyter is gone; and what
   * Tablesaw does at its start is done beside the next cells. (The first call of anything else here
   * begins it, too.) Prints a few lines if the library is not as it should be.
   */
  public static void begin() {
    begin("en");
  }

  /**
   * Begins a session, as {@link #begin()} does, in which the library speaks another language.
   * Numbers stay as they are in English.
   *
   * @param language "en" or "zh"
   * @throws IllegalArgumentException if there is no such language; the message names those there
   *     are
   */
  public static void begin(String language) {
    Words.choose(language);
    if (!warned) {
      warned = true;
      System.out.print(Age.warning() + ClassPath.warning());
    }
  }

  /**
   * Shows a figure below the cell.
   *
   * @param figure any Tablesaw figure
   * @param decorations what Tablesaw cannot say of it; see {@link nndl.plot.Decorations}
   */
  public static void show(Figure figure, Decoration... decorations) {
    Kernel.show(shown(figure, decorations));
  }

  /**
   * Shows a drawing of a small network below the cell.
   *
   * @param drawing the drawing
   * @param caption says in words what it shows; see {@link nndl.plot.Decorations#caption}
   */
  public static void show(NetworkDrawing drawing, Decoration caption) {
    ObjectNode words = JsonNodeFactory.instance.objectNode();
    caption.apply(words);
    String text = words.path("caption").asText();
    Kernel.show(Map.of("image/svg+xml", drawing.svg(text), "text/plain", text));
  }

  private static Map<String, Object> shown(Figure figure, Decoration... decorations) {
    MimeBundle bundle = MimeBundle.of(figure, decorations);
    if (!bundle.warning().isEmpty()) {
      System.out.println(bundle.warning());
    }
    return bundle.data();
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

  /**
   * Loads MNIST, the first time with a line of progress; or where that fails, draws digits and
   * prints a line that says so. A last line says which digits these are, and how many.
   *
   * @return the digits
   * @throws CancellationException if the thread was interrupted while MNIST was fetched
   */
  public static Dataset loadDigits() {
    Dataset digits = mnistOrDrawn();
    System.out.println(Words.text("digits.source", digits.source(), digits.training().size(),
        digits.validation().size()));
    return digits;
  }

  private static Dataset mnistOrDrawn() {
    try (FetchProgress progress = new FetchProgress()) {
      return Mnist.load(progress);
    } catch (InterruptedIOException e) {
      throw new CancellationException(Words.text("digits.interrupted"));
    } catch (IOException e) {
      System.out.println(Words.text("digits.drawn", e.getMessage()));
      return DrawnDigits.dataset();
    }
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

  /** One of several checks that one line tells: made by {@link #that} and {@link #each}. */
  public static final class Check {
    private final String found;
    private final boolean holds;

    private Check(String found, boolean holds) {
      this.found = found;
      this.holds = holds;
    }
  }

  /**
   * Checks a claim by several numbers, and prints one line that says how many are as they should
   * be.
   *
   * @param claim what is claimed, in words
   * @param checks what is checked, one or more
   * @throws CheckFailed if one does not hold; the message names all that do not
   * @throws IllegalArgumentException if nothing is checked
   */
  public static void check(String claim, Check... checks) {
    if (checks.length == 0) {
      throw new IllegalArgumentException(Words.text("check.nothing", claim));
    }
    List<String> failed = Stream.of(checks).filter(check -> !check.holds)
        .map(check -> check.found).toList();
    String line = Words.text(
        "check.several", claim, checks.length - failed.size(), checks.length);
    if (!failed.isEmpty()) {
      throw new CheckFailed("✗ " + failed.stream().reduce(
          line, (before, next) -> Words.text("check.and", before, next)));
    }
    System.out.println("✓ " + line);
  }

  /** The same for checks that come from a stream. */
  public static void check(String claim, Stream<Check> checks) {
    check(claim, checks.toArray(Check[]::new));
  }

  /**
   * Checks one of several numbers. NaN meets no expectation.
   *
   * @param name which number it is, in words
   * @param value the number found
   * @param expected what it should be
   * @return the check, for {@link #check(String, Check...)}
   */
  public static Check that(String name, double value, Expected expected) {
    return new Check(told(name, value, expected), expected.holds.test(value));
  }

  /**
   * Checks one of several statements.
   *
   * @param name what is stated, in words
   * @param holds whether it holds
   * @return the check, for {@link #check(String, Check...)}
   */
  public static Check that(String name, boolean holds) {
    return new Check(name, holds);
  }

  /**
   * Checks each row of a table.
   *
   * @param rows the table
   * @param check what is checked of a row, by {@link #that}
   * @return one check per row, for {@link #check(String, Check...)}
   */
  public static Check[] each(Table rows, Function<Row, Check> check) {
    return rows.stream().map(check).toArray(Check[]::new);
  }

  /**
   * Says a claim of the notes in words.
   *
   * @param claim its number, 1 to 12
   * @return the claim
   * @throws IllegalArgumentException if there is no such claim
   */
  public static String claim(int claim) {
    return Claims.text(claim);
  }

  private static String told(String claim, double value, Expected expected) {
    return Words.text("check.one", claim, Numbers.text(value), expected.text);
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
    String line = told(claim, value, expected);
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
    return new Expected(
        Words.text("check.near", Numbers.text(value), Numbers.text(tolerance)),
        found -> Math.abs(found - value) <= tolerance);
  }

  /**
   * Expects exactly a number.
   *
   * @param value the number
   * @return the expectation
   */
  public static Expected exactly(double value) {
    return new Expected(
        Words.text("check.exactly", Numbers.text(value)), found -> found == value);
  }

  /**
   * Expects a number above a limit.
   *
   * @param limit the limit
   * @return the expectation
   */
  public static Expected above(double limit) {
    return new Expected(
        Words.text("check.above", Numbers.text(limit)), found -> found > limit);
  }

  /**
   * Expects a number below a limit.
   *
   * @param limit the limit
   * @return the expectation
   */
  public static Expected below(double limit) {
    return new Expected(
        Words.text("check.below", Numbers.text(limit)), found -> found < limit);
  }
}
