package nndl.page.alone;

import java.util.Arrays;
import org.apache.commons.math3.exception.util.Localizable;

/**
 * Stands in for the class of this name in commons-math, which takes half of java.text and all regular
 * expressions to format the message of an error: 200 kB in a browser. This one only lists it.
 */
public final class ExceptionContext {
  private final StringBuilder message = new StringBuilder();

  /** For an error. */
  public ExceptionContext(Throwable error) {}

  /** Adds what is wrong. */
  public void addMessage(Localizable pattern, Object... arguments) {
    message.append(pattern.getSourceString()).append(' ').append(Arrays.toString(arguments));
  }

  /** All that is wrong. */
  public String getMessage() {
    return message.toString();
  }

  /** The same: there is one language. */
  public String getLocalizedMessage() {
    return getMessage();
  }
}
