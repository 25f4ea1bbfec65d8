package nndl.page;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** What surrounds the compiled program: a worker of the browser. */
final class Host {
  /** Something that is called. */
  @JSFunctor
  interface Task extends JSObject {
    void run();
  }

  /** Hears what the page asks. */
  @JSFunctor
  interface Listener extends JSObject {
    void asked(Request request);
  }

  private Host() {}

  /** Calls the listener whenever the page asks something. */
  @JSBody(params = "listener",
      script = "self.onmessage = function(event) { listener(event.data); };")
  static native void listen(Listener listener);

  /** Sends something to the page. */
  @JSBody(params = "answer", script = "self.postMessage(answer);")
  static native void tell(Answer answer);

  /** Milliseconds since the worker began. */
  @JSBody(script = "return self.performance.now();")
  static native double now();

  /** Calls a task when all that the page has asked until now is answered. */
  @JSBody(params = "task", script = "var channel = new MessageChannel();"
      + "channel.port1.onmessage = function() { channel.port1.close(); task(); };"
      + "channel.port2.postMessage(0);")
  static native void later(Task task);
}
