package nndl.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import nndl.words.Words;

/**
 * Reads the format of MNIST's files: a header of big-endian integers (a magic number, the number of
 * items and, for images, rows and columns), then a byte for each label or pixel.
 */
public final class Idx {
  private static final int IMAGES = 2051;
  private static final int LABELS = 2049;

  private Idx() {}

  /**
   * Reads images of 28 × 28 pixels.
   *
   * @param name what messages call the file
   * @param file the whole file, not compressed
   * @return grey levels, 784 per image
   * @throws IOException if this is not a file of such images
   */
  public static byte[] images(String name, byte[] file) throws IOException {
    ByteBuffer header = header(name, file, IMAGES, 16);
    int count = header.getInt();
    int rows = header.getInt();
    int columns = header.getInt();
    if (rows != Digits.SIDE || columns != Digits.SIDE) {
      throw new IOException(
          Words.text("file.images", name, Digits.SIDE, Digits.SIDE, rows, columns));
    }
    return body(name, file, 16, count, Digits.PIXELS);
  }

  /**
   * Reads labels.
   *
   * @param name what messages call the file
   * @param file the whole file, not compressed
   * @return one label per image
   * @throws IOException if this is not a file of labels
   */
  public static byte[] labels(String name, byte[] file) throws IOException {
    return body(name, file, 8, header(name, file, LABELS, 8).getInt(), 1);
  }

  /** Returns the header from behind its magic number on. */
  private static ByteBuffer header(String name, byte[] file, int magic, int length)
      throws IOException {
    if (file.length < length) {
      throw new IOException(Words.text("file.header", name, length, file.length));
    }
    ByteBuffer header = ByteBuffer.wrap(file, 0, length);
    int found = header.getInt();
    if (found != magic) {
      throw new IOException(Words.text("file.magic", name, magic, found));
    }
    return header;
  }

  private static byte[] body(String name, byte[] file, int header, int count, int itemBytes)
      throws IOException {
    // As a long: a damaged count must not overflow into a length that happens to fit.
    long expected = header + (long) count * itemBytes;
    if (file.length != expected) {
      throw new IOException(Words.text("file.bytes", name, expected, count, file.length));
    }
    return Arrays.copyOfRange(file, header, file.length);
  }
}
