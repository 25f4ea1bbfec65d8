package nndl.notebook;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Map;

/**
 * The Java kernel that runs this JVM: IJava or JJava, found by name, so that the library is
 * compiled against neither and runs without one as well.
 */
final class Kernel {
  /** A kernel's entry class, the method there that gives the kernel, its class of display data. */
  private static final String[][] KNOWN = {
    {"io.github.spencerpark.ijava.IJava", "getKernelInstance",
      "io.github.spencerpark.jupyter.kernel.display.DisplayData"},
    {"org.dflib.jjava.jupyter.kernel.BaseKernel", "notebookKernel",
      "org.dflib.jjava.jupyter.kernel.display.DisplayData"},
  };
  private static final Kernel RUNNING = find();

  private final Object stream;
  private final Constructor<?> newData;
  private final Method putData;
  private final Method putTransient;
  private final Method display;
  private final Method update;

  private Kernel(Object kernel, Class<?> data) throws ReflectiveOperationException {
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
          return new Kernel(kernel, Class.forName(names[2], true, entry.getClassLoader()));
        }
      } catch (ReflectiveOperationException | LinkageError e) {
        // Not this kernel; try the next.
      }
    }
    return null;
  }

  /** Shows a bundle below the cell, or its text where no kernel runs. */
  static void show(Map<String, ?> bundle) {
    show(bundle, null);
  }

  /** Shows a bundle that {@link #update} with the same id replaces; id may be null. */
  static void show(Map<String, ?> bundle, String id) {
    if (RUNNING == null) {
      System.out.println(bundle.get("text/plain"));
      return;
    }
    try {
      RUNNING.display.invoke(RUNNING.stream, RUNNING.data(bundle, id));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the kernel could not show an output", e);
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
      throw new IllegalStateException("the kernel could not update an output", e);
    }
  }

  private Object data(Map<String, ?> bundle, String id) throws ReflectiveOperationException {
    Object data = newData.newInstance();
    for (Map.Entry<String, ?> entry : bundle.entrySet()) {
      putData.invoke(data, entry.getKey(), entry.getValue());
    }
    if (id != null) {
      putTransient.invoke(data, "display_id", id);
    }
    return data;
  }
}
