package nndl.words;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Stream;

/**
 * The library's words, in the language that the set-up cell chose: English, unless it said
 * otherwise, and never the machine's.
 */
public final class Words {
  /** English is the root of each bundle; others have a file beside it: words_zh.properties. */
  private static final List<String> LANGUAGES = List.of("en", "zh");
  /** Without it, a bundle in the machine's language would stand in for English. */
  private static final Control NO_OTHER = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

  private static volatile String language = LANGUAGES.get(0);

  private Words() {}

  /**
   * Chooses the language of all that the library says from now on.
   *
   * @param code its code, such as "zh"
   * @throws IllegalArgumentException if there is no such language; the message names those there
   *     are
   */
  public static void choose(String code) {
    if (!LANGUAGES.contains(code)) {
      throw new IllegalArgumentException(
          text("words.unknown", code, String.join(", ", LANGUAGES)));
    }
    language = code;
  }

  /**
   * Returns the language.
   *
   * @return its code
   */
  public static String language() {
    return language;
  }

  /**
   * Returns whether the language is English, in which readers are shown the keys of tables.
   *
   * @return true if it is
   */
  public static boolean areEnglish() {
    return language.equals(LANGUAGES.get(0));
  }

  /**
   * Returns the words of a package in the language; what it lacks is English.
   *
   * @param name the package and the name of its bundle, such as nndl.plot.labels
   * @return the bundle
   */
  public static ResourceBundle bundle(String name) {
    return areEnglish() ? root(name)
        : ResourceBundle.getBundle(name, Locale.forLanguageTag(language), NO_OTHER);
  }

  /**
   * Returns the words of a package in English, with what is the same in all languages.
   *
   * @param name the package and the name of its bundle
   * @return the bundle
   */
  public static ResourceBundle root(String name) {
    return ResourceBundle.getBundle(name, Locale.ROOT, NO_OTHER);
  }

  /**
   * Returns a text of words.properties.
   *
   * @param key which one
   * @param values what to fill in, as {@link String#format} does, with digits 0 to 9
   * @return the text
   */
  public static String text(String key, Object... values) {
    return String.format(Locale.ROOT, bundle("nndl.words.words").getString(key), values);
  }

  /**
   * Returns a list in words, such as "a, b, c".
   *
   * @param key which text of words.properties joins two of its parts
   * @param parts the parts
   * @return the list; nothing if there are no parts
   */
  public static String list(String key, Stream<String> parts) {
    return parts.reduce((one, other) -> text(key, one, other)).orElse("");
  }

  /**
   * Returns how wide a text is where all letters are equally wide.
   *
   * @param text the text
   * @return its width in letters; a Chinese character or punctuation mark is as wide as two
   */
  public static int width(String text) {
    return text.codePoints().map(c -> Character.isIdeographic(c)
        || Character.UnicodeBlock.of(c) == Character.UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION
        || Character.UnicodeBlock.of(c) == Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS
            ? 2 : 1).sum();
  }

  /**
   * Returns what readers see of a name that stands in code, such as that of a hyperparameter.
   *
   * @param name the name, in English
   * @return its translation, or the name itself if it is not known
   */
  public static String name(String name) {
    ResourceBundle words = bundle("nndl.words.words");
    return words.containsKey("name." + name) ? words.getString("name." + name) : name;
  }
}
