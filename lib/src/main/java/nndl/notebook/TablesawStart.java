package nndl.notebook;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

/**
 * Makes Tablesaw ready beside the first cells.
 *
 * <p>Before its first use, Tablesaw's Table looks through the whole class path, which takes a
 * second. If a cell is interrupted while its own thread does that, no Table can be used until the
 * kernel restarts; or the search swallows the interrupt, and the cell goes on. No interrupt reaches
 * a thread of ours. A cell that needs a Table before it is ready waits, and is interrupted then.
 */
final class TablesawStart {
  private TablesawStart() {}

  /** Begins; returns when no other thread can make Table ready, which is long before it is. */
  static void begin() {
    // The types of columns need each other. They are made ready here, since two threads that begin
    // with different ones would wait for each other for ever.
    ColumnType.values();
    Thread thread = new Thread(() -> Table.create(), "nndl start of Tablesaw");
    thread.setDaemon(true);
    thread.start();
    // Until that thread is in the search, a cell's own could come first.
    while (thread.isAlive() && !isInitializingTable(thread)) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static boolean isInitializingTable(Thread thread) {
    return Arrays.stream(thread.getStackTrace()).anyMatch(frame ->
        frame.getMethodName().equals("<clinit>")
            && frame.getClassName().equals("tech.tablesaw.api.Table"));
  }
}
