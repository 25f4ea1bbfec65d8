package nndl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IdxTest {
  private static byte[] file(int bodyBytes, int... header) {
    ByteBuffer file = ByteBuffer.allocate(4 * header.length + bodyBytes);
    for (int number : header) {
      file.putInt(number);
    }
    for (int i = 0; i < bodyBytes; i++) {
      file.put((byte) i);
    }
    return file.array();
  }

  @Test
  void readsImages() throws IOException {
    byte[] levels = Idx.images("f", file(1568, 2051, 2, 28, 28));
    assertThat(levels).hasSize(1568);
    assertThat(levels[0]).isZero();
    assertThat(levels[1567]).isEqualTo((byte) 1567);
  }

  @Test
  void readsLabels() throws IOException {
    assertThat(Idx.labels("f", file(3, 2049, 3))).containsExactly(0, 1, 2);
    assertThat(Idx.labels("f", file(0, 2049, 0))).isEmpty();
  }

  @Test
  void rejectsAnotherMagicNumber() {
    assertThatThrownBy(() -> Idx.images("some-images", file(1568, 2049, 2, 28, 28)))
        .isInstanceOf(IOException.class)
        .hasMessage("some-images: expected magic number 2051, found 2049");
    assertThatThrownBy(() -> Idx.labels("some-labels", file(3, 2051, 3)))
        .isInstanceOf(IOException.class)
        .hasMessage("some-labels: expected magic number 2049, found 2051");
  }

  @Test
  void rejectsAnotherSizeOfImages() {
    assertThatThrownBy(() -> Idx.images("f", file(1568, 2051, 2, 14, 56)))
        .isInstanceOf(IOException.class)
        .hasMessage("f: expected images of 28 × 28 pixels, found 14 × 56");
  }

  @Test
  void rejectsFilesTooShortOrTooLong() {
    byte[] good = file(1568, 2051, 2, 28, 28);
    for (int length : new int[] {1583, 1585}) {
      assertThatThrownBy(() -> Idx.images("f", Arrays.copyOf(good, length)))
          .isInstanceOf(IOException.class)
          .hasMessage("f: expected 1584 bytes for 2 items, found " + length + " bytes");
    }
    assertThatThrownBy(() -> Idx.labels("f", file(4, 2049, 3)))
        .isInstanceOf(IOException.class)
        .hasMessage("f: expected 11 bytes for 3 items, found 12 bytes");
  }

  @Test
  void rejectsFilesWithoutAWholeHeader() {
    assertThatThrownBy(() -> Idx.images("f", new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessage("f: expected a header of 16 bytes, found a file of 0 bytes");
    assertThatThrownBy(() -> Idx.labels("f", new byte[7]))
        .isInstanceOf(IOException.class)
        .hasMessage("f: expected a header of 8 bytes, found a file of 7 bytes");
  }

  @Test
  void doesNotOverflow() {
    // 784 · 5,478,275 = 2^32 + 304: as an int it would be 304.
    assertThatThrownBy(() -> Idx.images("f", file(304, 2051, 5_478_275, 28, 28)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found 320 bytes");
    assertThatThrownBy(() -> Idx.labels("f", file(0, 2049, -1)))
        .isInstanceOf(IOException.class);
  }
}
