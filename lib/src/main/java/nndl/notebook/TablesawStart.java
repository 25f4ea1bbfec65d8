package nndl.notebook;

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

  /** Begins; returns before it is done. */
  static void begin() {
    // The types of columns need each other. They are made ready here, since two threads that begin
    // with different ones would wait for each other for ever.
    ColumnType.values();
    Thread thread = new Thread(() -> Table.create(), "nndl start of Tablesaw");
    thread.setDaemon(true);
    thread.start();
  }
}
