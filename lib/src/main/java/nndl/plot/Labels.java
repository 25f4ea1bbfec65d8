package nndl.plot;

import java.util.List;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nndl.words.Words;

/** What readers see instead of keys, the short names of columns and of factor values. */
public final class Labels {
  private static final String BUNDLE = "nndl.plot.labels";
  /** What Tablesaw makes of names: of a summary's column, of the second table of a join. */
  private static final Pattern SUMMARY = Pattern.compile("(.*?) \\[(.*)]");
  private static final Pattern JOINED = Pattern.compile("T(\\d+)\\.(.*)");
  private static final Pattern NUMBERED = Pattern.compile("(.*) (\\d\\S*)");
  /** Where a Chinese character and another meet, but for Chinese punctuation. */
  private static final String OTHER =
      "[^\\p{IsHan}\\s“”\\p{InCJKSymbolsAndPunctuation}\\p{InHalfwidthAndFullwidthForms}]";
  private static final Pattern SEAM = Pattern.compile(
      "(?<=\\p{IsHan})(?=" + OTHER + ")|(?<=" + OTHER + ")(?=\\p{IsHan})");

  private Labels() {}

  /** What the resource says of a look, or null: the same in all languages. */
  static String look(String entry) {
    return get(Words.root(BUNDLE), entry, null);
  }

  private static String get(String entry, String otherwise) {
    return get(Words.bundle(BUNDLE), entry, otherwise);
  }

  private static String get(ResourceBundle labels, String entry, String otherwise) {
    return labels.containsKey(entry) ? labels.getString(entry) : otherwise;
  }

  /**
   * Returns what a table shows of a name of a column, or of a text in a cell: in English itself,
   * since keys are English words.
   *
   * @param key the name or text
   * @return what readers see
   */
  public static String inTable(String key) {
    if (Words.areEnglish()) {
      return key;
    }
    if (isKnown(key + ".heading")) {
      return get(key + ".heading", key);
    }
    Matcher parts = NUMBERED.matcher(key);
    if (parts.matches() && isKnown(parts.group(1) + ".number")) {
      return get(parts.group(1) + ".number", key).replace("%s", parts.group(2));
    }
    parts = JOINED.matcher(key);
    if (parts.matches()) {
      return Words.text("label.joined", inTable(parts.group(2)), parts.group(1));
    }
    parts = SUMMARY.matcher(key);
    if (parts.matches()) {
      String name = parts.group(1);
      String column = inTable(parts.group(2));
      return isKnown(name) ? composed("label.summary", get(name, name), column)
          : name + " [" + column + "]";
    }
    return label(key);
  }

  /** The factor values of a key: split at commas, but not in brackets, and not if it is known. */
  static String[] factors(String key) {
    return look(key) != null ? new String[] {key} : key.split(", (?![^(\\[]*[)\\]])");
  }

  /** A key's label; of several factor values, each one's. */
  static String label(String key) {
    List<String> factors = List.of(isKnown(key) ? new String[] {key} : factors(key));
    return factors.stream().noneMatch(factor -> isKnown(factor) || isChinese(factor)) ? key
        : Words.list("list.comma", factors.stream().map(factor -> get(factor, factor))
            .filter(label -> !label.isEmpty()));
  }

  private static boolean isKnown(String entry) {
    return get(entry, null) != null;
  }

  private static boolean isChinese(String text) {
    return text.codePoints().anyMatch(Character::isIdeographic);
  }

  /** The summary in the name of a column, such as "median"; otherwise the column's label. */
  static String summary(String title) {
    return label(title.replaceFirst(" \\[.*", ""));
  }

  /** What an axis counts in, or nothing: "%" for {@code Median [accuracy]}, for "share, %". */
  static String unit(String title) {
    return get(title.replaceAll(".*\\[|].*", "") + ".unit",
        title.endsWith(", %") || title.endsWith("，%") ? "%" : "");
  }

  /** What an axis shows, without its unit: "median accuracy" for {@code Median [accuracy]}. */
  static String quantity(String title) {
    Matcher parts = SUMMARY.matcher(title);
    return parts.matches() && isKnown(parts.group(1))
        ? composed("label.summary", get(parts.group(1), null), quantity(parts.group(2)))
        : get(title, title);
  }

  /** The title of an axis or a figure: "accuracy, %" for {@code accuracy}; what is no key stays. */
  static String axis(String title) {
    return title.endsWith(unit(title)) ? quantity(title)
        : Words.text("label.unit", quantity(title), unit(title));
  }

  /** With a blank between a Chinese character and what is none, as in 带权输入 z 的均值. */
  private static String composed(String key, String first, String second) {
    return SEAM.matcher(Words.text(key, first, second)).replaceAll(" ");
  }
}
