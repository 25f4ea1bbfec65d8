package nndl.plot;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nndl.words.Words;

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
   * punctuation mark that is not in brackets; else about equal ones. A Chinese character is as long
   * as two others.
   */
  static String shown(String text, int limit) {
    if (Words.width(text) <= limit || text.contains("\n")) {
      return shown(text);
    }
    if (Words.width(text) > text.length()) {
      return shown(lines(text, limit));
    }
    String part = "(.{" + limit / 4 + "," + limit + "}";
    Matcher pause = Pattern.compile(part + "(?<=[,;:.?])) (?![^(]*\\))" + part + ")").matcher(text);
    if (pause.matches()) {
      return shown(pause.group(1) + "\n" + pause.group(2));
    }
    return shown(narrowest(text, limit,
        width -> text.replaceAll("(.{1," + width + "})( |$)", "$1\n").strip()));
  }

  /** A text, filled to the narrowest width that needs no more lines than the limit does. */
  private static String narrowest(String text, int limit, IntFunction<String> filled) {
    int lines = (Words.width(text) + limit - 1) / limit;
    int width = Words.width(text) / lines;
    String found;
    do {
      found = filled.apply(width++);
    } while (width <= limit && found.split("\n").length > lines);
    return found;
  }

  /** The same for Chinese, which has no blanks between words. */
  private static String lines(String text, int limit) {
    Matcher pause = Pattern.compile("[，；：。？](?![^（]*）)").matcher(text);
    while (pause.find()) {
      String rest = text.substring(pause.end());
      if (Words.width(text.substring(0, pause.end())) <= limit && Words.width(rest) <= limit
          && !rest.isEmpty()) {
        return text.substring(0, pause.end()) + "\n" + rest;
      }
    }
    return narrowest(text, limit, width -> filled(text, width));
  }

  private static String filled(String text, int width) {
    BreakIterator places = BreakIterator.getLineInstance(Locale.ROOT);
    places.setText(text);
    StringBuilder lines = new StringBuilder();
    String line = "";
    int start = places.first();
    for (int end = places.next(); end != BreakIterator.DONE; start = end, end = places.next()) {
      String part = text.substring(start, end);
      if (Words.width((line + part).strip()) > width && !line.isEmpty()) {
        lines.append(line.strip()).append('\n');
        line = "";
      }
      line += part;
    }
    return lines.append(line.strip()).toString();
  }
}
