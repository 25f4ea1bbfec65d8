package nndl.notebook;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import nndl.plot.MimeBundle;
import nndl.words.Words;

/**
 * The Java kernel that runs this JVM: IJava or JJava, found by name, so that the library is
 * compiled against neither and runs without one as well.
 */
final class Kernel {
  /** A kernel's entry class, the method there that gives the kernel, its package of displays. */
  private static final String[][] KNOWN = {
    {"io.github.spencerpark.ijava.IJava", "getKernelInstance",
      "io.github.spencerpark.jupyter.kernel.display."},
    {"org.dflib.jjava.jupyter.kernel.BaseKernel", "notebookKernel",
      "org.dflib.jjava.jupyter.kernel.display."},
    {"org.dflib.jjava.JJava", "getKernelInstance", // before 1.0a6
      "org.dflib.jjava.jupyter.kernel.display."},
  };
  private static final Kernel RUNNING = find();

  private static boolean told;

  static {
    Session.begin();
  }

  private final Object kernel;
  private final Object stream;
  private final Class<?> function;
  private final Method container;
  private final Constructor<?> newData;
  private final Method putData;
  private final Method putTransient;
  private final Method display;
  private final Method update;

  private Kernel(Object kernel, String displays) throws ReflectiveOperationException {
    this.kernel = kernel;
    ClassLoader loader = kernel.getClass().getClassLoader();
    Class<?> data = Class.forName(displays + "DisplayData", true, loader);
    function = Class.forName(displays + "RenderFunction", true, loader);
    container = Class.forName(displays + "RenderContext", true, loader)
        .getMethod("getOutputContainer");
    Object io = kernel.getClass().getMethod("getIO").invoke(kernel);
    stream = io.getClass().getField("display").get(io);
    newData = data.getConstructor();
    putData = data.getMethod("putData", String.class, Object.class);
    putTransient = data.getMethod("putTransientData", String.class, Object.class);
    display = stream.getClass().getMethod("display", data);
    update = stream.getClass().getMethod("updateDisplay", String.class, data);
  }

  private static Kernel find() {
    for (String[] names : KNOWN) {
      try {
        Class<?> entry = Class.forName(names[0], true, ClassLoader.getSystemClassLoader());
        Object kernel = entry.getMethod(names[1]).invoke(null);
        if (kernel != null) {
          return new Kernel(kernel, names[2]);
        }
      } catch (ReflectiveOperationException | LinkageError e) {
        // Not this kernel; try the next.
      }
    }
    return null;
  }

  /** Whether this is a kernel after all, of a kind that is not known. */
  private static boolean isUnknown() {
    return System.getenv("JPY_PARENT_PID") != null || Stream.of(KNOWN).anyMatch(names ->
        ClassLoader.getSystemClassLoader().getResource(names[0].replace('.', '/') + ".class")
            != null);
  }

  /** Shows a bundle below the cell, or its text where no kernel runs. */
  static void show(Map<String, ?> bundle) {
    show(bundle, null);
  }

  /** Shows a bundle that {@link #update} with the same id replaces; id may be null. */
  static void show(Map<String, ?> bundle, String id) {
    if (RUNNING == null) {
      if (bundle.containsKey(MimeBundle.PLOTLY) && !told && isUnknown()) {
        System.out.println(Words.text("kernel.text"));
        told = true;
      }
      System.out.println(bundle.get("text/plain"));
      return;
    }
    try {
      RUNNING.display.invoke(RUNNING.stream, RUNNING.data(bundle, id));
    } catch (ReflectiveOperationException e) {
      throw failed("kernel.show", e);
    }
  }

  /** Replaces what was shown with this id. Without a kernel, does nothing. */
  static void update(Map<String, ?> bundle, String id) {
    if (RUNNING == null) {
      return;
    }
    try {
      RUNNING.update.invoke(RUNNING.stream, id, RUNNING.data(bundle, id));
    } catch (ReflectiveOperationException e) {
      throw failed("kernel.update", e);
    }
  }

  /**
   * Has the kernel show values of a type as bundles when they are a cell's last expression. Without
   * a kernel, does nothing.
   */
  static <T> void register(Class<T> type, Function<T, Map<String, ?>> bundle) {
    if (RUNNING != null) {
      try {
        RUNNING.renderer(type, bundle);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(Words.text("kernel.learn", type, cause(e)), e);
      }
    }
  }

  private static IllegalStateException failed(String key, ReflectiveOperationException e) {
    return new IllegalStateException(Words.text(key, cause(e)), e);
  }

  private static Throwable cause(ReflectiveOperationException e) {
    return e.getCause() == null ? e : e.getCause();
  }

  private <T> void renderer(Class<T> type, Function<T, Map<String, ?>> bundle)
      throws ReflectiveOperationException {
    Object proxy = Proxy.newProxyInstance(function.getClassLoader(), new Class<?>[] {function},
        (self, method, arguments) -> switch (method.getName()) {
          case "render" -> {
            put(container.invoke(arguments[1]), bundle.apply(type.cast(arguments[0])));
            yield null;
          }
          case "equals" -> self == arguments[0];
          case "hashCode" -> System.identityHashCode(self);
          default -> "Renderer of " + type;
        });
    Object renderer = kernel.getClass().getMethod("getRenderer").invoke(kernel);
    Object registration = renderer.getClass().getMethod("createRegistration", Class.class)
        .invoke(renderer, type);
    registration = registration.getClass().getMethod("preferring", String[].class)
        .invoke(registration, (Object) new String[] {"text/html"});
    registration.getClass().getMethod("register", function).invoke(registration, proxy);
  }

  private Object data(Map<String, ?> bundle, String id) throws ReflectiveOperationException {
    Object data = put(newData.newInstance(), bundle);
    if (id != null) {
      putTransient.invoke(data, "display_id", id);
    }
    return data;
  }

  private Object put(Object data, Map<String, ?> bundle) throws ReflectiveOperationException {
    for (Map.Entry<String, ?> entry : bundle.entrySet()) {
      putData.invoke(data, entry.getKey(), entry.getValue());
    }
    return data;
  }
}
