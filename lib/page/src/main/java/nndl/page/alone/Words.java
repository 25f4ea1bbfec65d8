package nndl.page.alone;

import java.util.Locale;
import java.util.stream.Stream;
import org.teavm.jso.JSBody;

/**
 * Stands in for the library's class of this name, which reads files; here, what builds the page
 * puts those of the words that it needs beside the compiled program.
 */
public final class Words {
  private static String language = "en";

  private Words() {}

  /** Chooses the language. */
  public static void choose(String code) {
    if (!has(code)) {
      throw new IllegalArgumentException(code);
    }
    language = code;
  }

  /** A text, filled in. */
  public static String text(String key, Object... values) {
    return String.format(Locale.ROOT, word(language, key), values);
  }

  /** A list in words. */
  public static String list(String key, Stream<String> parts) {
    return parts.reduce((one, other) -> text(key, one, other)).orElse("");
  }

  /** What readers see of a name. */
  public static String name(String name) {
    String word = word(language, "name." + name);
    return word == null ? name : word;
  }

  @JSBody(params = "code", script = "return code in self.nndlWords;")
  private static native boolean has(String code);

  @JSBody(params = {"code", "key"}, script = "return self.nndlWords[code][key] || null;")
  private static native String word(String code, String key);
}
