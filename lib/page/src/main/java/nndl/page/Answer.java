package nndl.page;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/** What the page gets: a JavaScript object that is filled property by property. */
abstract class Answer implements JSObject {
  private Answer() {}

  /** An empty one. */
  @JSBody(script = "return {};")
  static native Answer empty();

  /** A number. */
  @JSBody(params = {"name", "value"}, script = "this[name] = value; return this;")
  native Answer put(String name, double value);

  /** Yes or no. */
  @JSBody(params = {"name", "value"}, script = "this[name] = value; return this;")
  native Answer put(String name, boolean value);

  /** A text. */
  @JSBody(params = {"name", "value"}, script = "this[name] = value; return this;")
  native Answer put(String name, String value);

  /** Numbers. */
  @JSBody(params = {"name", "values"}, script = "this[name] = values; return this;")
  native Answer put(String name, double[] values);

  /** An answer within this one. */
  @JSBody(params = {"name", "value"}, script = "this[name] = value; return this;")
  native Answer put(String name, Answer value);

  /** Answers within this one. */
  @JSBody(params = {"name", "values"}, script = "this[name] = values; return this;")
  native Answer put(String name, Answer[] values);
}
