package nndl.fast;

import java.util.Arrays;
import nndl.words.Words;

/**
 * Images as rows of a sparse matrix: only the pixels that are not zero are kept, which are a fifth
 * of MNIST's. A pixel's value is its grey level, 0 to 255, divided by 256. Rows never change.
 */
public final class SparseRows {
  /** Row i holds the entries from start[i] up to start[i + 1]. */
  final int[] start;
  /** The column of each entry. */
  final char[] column;
  /** The grey level of each entry, 1 to 255. */
  final byte[] level;

  private final int columns;

  private SparseRows(int columns, int[] start, char[] column, byte[] level) {
    this.columns = columns;
    this.start = start;
    this.column = column;
    this.level = level;
  }

  /**
   * Keeps the entries that are not zero.
   *
   * @param levels grey levels, unsigned bytes, row after row
   * @param columns pixels in a row, 1 to 65,536
   * @return the rows
   * @throws IllegalArgumentException if the length of levels is not a multiple of columns
   */
  public static SparseRows of(byte[] levels, int columns) {
    if (levels.length % columns != 0) {
      throw new IllegalArgumentException(Words.text("digits.rows", levels.length, columns));
    }
    int count = 0;
    for (byte level : levels) {
      if (level != 0) {
        count++;
      }
    }
    int[] start = new int[levels.length / columns + 1];
    char[] column = new char[count];
    byte[] level = new byte[count];
    int k = 0;
    for (int row = 0; row + 1 < start.length; row++) {
      for (int j = 0; j < columns; j++) {
        byte value = levels[row * columns + j];
        if (value != 0) {
          column[k] = (char) j;
          level[k++] = value;
        }
      }
      start[row + 1] = k;
    }
    return new SparseRows(columns, start, column, level);
  }

  /**
   * Returns the number of rows.
   *
   * @return how many images there are
   */
  public int rows() {
    return start.length - 1;
  }

  /**
   * Returns the number of columns.
   *
   * @return pixels in an image
   */
  public int columns() {
    return columns;
  }

  /**
   * Returns a row with its zeros.
   *
   * @param row index of the row, from 0
   * @return a new array of grey levels divided by 256, as long as there are columns
   */
  public double[] row(int row) {
    double[] values = new double[columns];
    for (int k = start[row]; k < start[row + 1]; k++) {
      values[column[k]] = (level[k] & 255) / 256.0;
    }
    return values;
  }

  /**
   * Copies a range of rows.
   *
   * @param from index of the first, from 0
   * @param to index after the last
   * @return the rows from one index up to the other
   */
  public SparseRows slice(int from, int to) {
    int[] starts = new int[to - from + 1];
    for (int i = from; i <= to; i++) {
      starts[i - from] = start[i] - start[from];
    }
    return new SparseRows(columns, starts,
        Arrays.copyOfRange(column, start[from], start[to]),
        Arrays.copyOfRange(level, start[from], start[to]));
  }
}
