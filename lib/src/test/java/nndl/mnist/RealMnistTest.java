package nndl.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import nndl.data.Dataset;
import nndl.data.Digits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of the real MNIST. Skipped, with the reason, where it cannot be loaded. */
class RealMnistTest {
  private Dataset mnist;

  @BeforeEach
  void load() {
    mnist = RealMnist.orSkip();
  }

  @Test
  void hasThreeParts() {
    assertThat(mnist.isMnist()).isTrue();
    assertThat(mnist.training().size()).isEqualTo(50_000);
    assertThat(mnist.validation().size()).isEqualTo(10_000);
    assertThat(mnist.test().size()).isEqualTo(10_000);
  }

  @Test
  void beginsAsEverybodyKnows() {
    assertThat(IntStream.range(0, 10).map(mnist.training()::label))
        .containsExactly(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
    assertThat(IntStream.range(0, 10).map(mnist.test()::label))
        .containsExactly(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
  }

  @Test
  void neverLightsSixtySevenPixelsInTraining() {
    double[] sums = new double[Digits.PIXELS];
    for (int i = 0; i < mnist.training().size(); i++) {
      double[] row = mnist.training().rows().row(i);
      Arrays.setAll(sums, j -> sums[j] + row[j]);
    }
    assertThat(Arrays.stream(sums).filter(sum -> sum == 0).count()).isEqualTo(67);
  }

  @Test
  void isLoadedOnce() throws IOException {
    assertThat(Mnist.load(RealMnist.SILENT)).isSameAs(mnist);
  }
}
