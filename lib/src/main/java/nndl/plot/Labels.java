package nndl.plot;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What readers see instead of keys, the short names of columns and of factor values. */
final class Labels {
  private static final Properties ENTRIES = new Properties();

  static {
    try { // another language is another resource, chosen here and not by the locale
      ENTRIES.load(new StringReader(Json.resource("labels.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Labels() {}

  /** What the resource says, or null. */
  static String get(String entry) {
    return ENTRIES.getProperty(entry);
  }

  /** The factor values of a key: split at commas, but not in brackets, and not if it is known. */
  static String[] factors(String key) {
    return get(key) != null ? new String[] {key} : key.split(", (?![^(]*\\))");
  }

  /** A key's label; of several factor values, each one's. */
  static String label(String key) {
    return Stream.of(factors(key)).map(factor -> ENTRIES.getProperty(factor, factor))
        .filter(label -> !label.isEmpty()).collect(Collectors.joining(", "));
  }

  /** The summary in the name of a column, such as "median"; otherwise the column's label. */
  static String summary(String title) {
    return label(title.replaceFirst(" \\[.*", ""));
  }

  /** What an axis counts in, or nothing: "%" for {@code Median [accuracy]}, for "share, %". */
  static String unit(String title) {
    return ENTRIES.getProperty(title.replaceAll(".*\\[|].*", "") + ".unit",
        title.endsWith(", %") ? "%" : "");
  }

  /** What an axis shows, without its unit: "median accuracy" for {@code Median [accuracy]}. */
  static String quantity(String title) {
    String[] parts = title.split(" \\[", 2);
    return parts.length == 1 || get(parts[0]) == null ? ENTRIES.getProperty(title, title)
        : get(parts[0]) + " " + quantity(parts[1].replaceFirst("]$", ""));
  }

  /** The title of an axis or a figure: "accuracy, %" for {@code accuracy}; what is no key stays. */
  static String axis(String title) {
    return quantity(title) + (title.endsWith(unit(title)) ? "" : ", " + unit(title));
  }
}
