package nndl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class DigitsTest {
  /** Three images that show 7, 0 and 9; pixel j of image i is 0, or i + 1 at few places. */
  private static Digits three() {
    byte[] levels = new byte[3 * 784];
    for (int i = 0; i < 3; i++) {
      levels[i * 784] = (byte) (i + 1);
      levels[i * 784 + 400 + i] = (byte) 255;
      levels[i * 784 + 783] = (byte) 128;
    }
    return Digits.of(levels, new byte[] {7, 0, 9});
  }

  @Test
  void rejectsLengthsThatDoNotBelongTogether() {
    for (int length : new int[] {0, 783, 785, 1568}) {
      assertThatThrownBy(() -> Digits.of(new byte[length], new byte[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("784");
    }
  }

  @Test
  void rejectsLabelsThatAreNoDigits() {
    for (byte label : new byte[] {10, 127, -1, -128}) {
      assertThatThrownBy(() -> Digits.of(new byte[1568], new byte[] {3, label}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("label " + label + " of image 1");
    }
  }

  @Test
  void dividesGreyLevelsBy256() {
    SimpleMatrix image = three().image(1);
    assertThat(image.getNumRows()).isEqualTo(784);
    assertThat(image.getNumCols()).isEqualTo(1);
    assertThat(image.get(0)).isEqualTo(2 / 256.0);
    assertThat(image.get(401)).isEqualTo(255 / 256.0);
    assertThat(image.get(783)).isEqualTo(0.5);
    assertThat(image.elementSum()).isEqualTo((2 + 255 + 128) / 256.0);
  }

  @Test
  void targetsAreOneAtTheDigit() {
    SimpleMatrix target = three().target(2);
    assertThat(target.getNumRows()).isEqualTo(10);
    assertThat(target.getNumCols()).isEqualTo(1);
    assertThat(target.get(9)).isEqualTo(1);
    assertThat(target.elementSum()).isEqualTo(1);
  }

  @Test
  void rangesAreImagesAndTargetsSideBySide() {
    Digits all = three();
    SimpleMatrix images = all.images(1, 3);
    SimpleMatrix targets = all.targets(1, 3);
    assertThat(images.getNumRows()).isEqualTo(784);
    assertThat(images.getNumCols()).isEqualTo(2);
    assertThat(targets.getNumRows()).isEqualTo(10);
    assertThat(targets.getNumCols()).isEqualTo(2);
    for (int i = 1; i < 3; i++) {
      assertThat(images.getColumn(i - 1).isIdentical(all.image(i), 0)).isTrue();
      assertThat(targets.getColumn(i - 1).isIdentical(all.target(i), 0)).isTrue();
    }
  }

  @Test
  void slices() {
    Digits all = three();
    Digits last = all.slice(1, 3);
    assertThat(last.size()).isEqualTo(2);
    assertThat(last.label(0)).isZero();
    assertThat(last.label(1)).isEqualTo(9);
    assertThat(last.image(1).isIdentical(all.image(2), 0)).isTrue();
    assertThat(last.slice(1, 2).image(0).isIdentical(all.image(2), 0)).isTrue();
    assertThat(last.rows().rows()).isEqualTo(2);
    assertThat(last.rows().columns()).isEqualTo(784);
    assertThat(all.slice(2, 2).size()).isZero();
  }

  @Test
  void rejectsRangesOutside() {
    Digits all = three();
    for (int[] range : new int[][] {{-1, 2}, {0, 4}, {2, 1}}) {
      assertThatThrownBy(() -> all.slice(range[0], range[1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> all.images(range[0], range[1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> all.targets(range[0], range[1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void doesNotChangeWithTheArraysItWasMadeOf() {
    byte[] levels = new byte[784];
    byte[] labels = {4};
    levels[5] = 64;
    Digits digits = Digits.of(levels, labels);
    levels[5] = 0;
    labels[0] = 8;
    digits.image(0).set(5, 0, 9);
    assertThat(digits.label(0)).isEqualTo(4);
    assertThat(digits.image(0).get(5)).isEqualTo(0.25);
  }
}
