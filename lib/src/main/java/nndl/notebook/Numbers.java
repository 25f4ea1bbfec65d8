package nndl.notebook;

import java.util.Locale;
import nndl.words.Words;

/** Numbers as people read them. */
final class Numbers {
  private Numbers() {}

  /** Whole numbers in full, others to four significant digits, with × 10ⁿ where very small. */
  static String text(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? Words.text("number.nan") : value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    String text;
    if (value == Math.rint(value) && size < 1e15) {
      text = String.format(Locale.ROOT, "%,.0f", size);
    } else if (size >= 1e-4 && size < 1e6) {
      int digits = (int) Math.floor(Math.log10(size)) + 1; // in front of the point
      text = String.format(Locale.ROOT, "%,." + Math.max(0, 4 - digits) + "f", size);
    } else {
      String[] parts = String.format(Locale.ROOT, "%.2e", size).split("e");
      text = parts[0] + " × 10" + superscript(Integer.parseInt(parts[1]));
    }
    return value < 0 ? "−" + text : text;
  }

  private static String superscript(int n) {
    StringBuilder out = new StringBuilder(n < 0 ? "⁻" : "");
    for (char c : Integer.toString(Math.abs(n)).toCharArray()) {
      out.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
    }
    return out.toString();
  }
}
