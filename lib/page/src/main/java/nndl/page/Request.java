package nndl.page;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/** What the page asks: a JavaScript object whose properties are read by name. */
abstract class Request implements JSObject {
  private Request() {}

  /** A number. */
  @JSBody(params = "name", script = "return this[name];")
  native double number(String name);

  /** A whole number. */
  @JSBody(params = "name", script = "return this[name] | 0;")
  native int whole(String name);

  /** Yes or no. */
  @JSBody(params = "name", script = "return !!this[name];")
  native boolean flag(String name);

  /** A text. */
  @JSBody(params = "name", script = "return String(this[name]);")
  native String text(String name);

  /** Whole numbers. */
  @JSBody(params = "name", script = "return this[name];")
  native int[] wholes(String name);

  /** Other requests. */
  @JSBody(params = "name", script = "return this[name];")
  native Request[] requests(String name);

  /** The bytes of an ArrayBuffer. */
  @JSBody(params = "name", script = "return new Int8Array(this[name]);")
  native Int8Array bytes(String name);
}
