package nndl.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are there as a whole or not at all, whatever happens while they are written. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes a file, in place of one that may be there: first aside, then moved. Several processes
   * may do so at the same time; the file of the last one stays.
   *
   * @param file where to; its folder must exist
   * @param bytes what to write
   * @throws IOException if it cannot be written; then what was there still is
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.write(aside, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE); // replaces, on all systems
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
