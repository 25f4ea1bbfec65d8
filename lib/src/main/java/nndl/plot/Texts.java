package nndl.plot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts for Plotly, which reads some HTML in them, in lines that fit a phone. */
final class Texts {
  /** How many characters of a title stand side by side on a phone. */
  static final int TITLE = 42;
  /** How many of a name in the legend. */
  static final int NAME = 36;
  /** How many of a title along a vertical axis. */
  static final int UPRIGHT = 30;

  private Texts() {}

  /** A text that Plotly shows as it is. */
  static String shown(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replaceAll("\\R", "<br>");
  }

  /**
   * The same in lines that are not longer than a limit: two, if that can be, broken behind a
   * punctuation mark that is not in brackets; else about equal ones.
   */
  static String shown(String text, int limit) {
    if (text.length() <= limit || text.contains("\n")) {
      return shown(text);
    }
    String part = "(.{" + limit / 4 + "," + limit + "}";
    Matcher pause = Pattern.compile(part + "(?<=[,;:.?])) (?![^(]*\\))" + part + ")").matcher(text);
    if (pause.matches()) {
      return shown(pause.group(1) + "\n" + pause.group(2));
    }
    int lines = (text.length() + limit - 1) / limit;
    int width = text.length() / lines;
    String filled;
    do { // the narrowest width that needs no more lines
      filled = text.replaceAll("(.{1," + width++ + "})( |$)", "$1\n").strip();
    } while (width <= limit && filled.split("\n").length > lines);
    return shown(filled);
  }
}
