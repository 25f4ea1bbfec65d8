package nndl.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The expected numbers are Python's; its random() is the same from version 2.3 on. */
class PythonRandomTest {
  /** Ten times random() after seed(s). */
  static Stream<Arguments> uniforms() {
    return Stream.of(
        arguments(0, new double[] {
            0.8444218515250481, 0.7579544029403025, 0.420571580830845, 0.25891675029296335,
            0.5112747213686085, 0.4049341374504143, 0.7837985890347726, 0.30331272607892745,
            0.4765969541523558, 0.5833820394550312}),
        arguments(1, new double[] {
            0.13436424411240122, 0.8474337369372327, 0.763774618976614, 0.2550690257394217,
            0.49543508709194095, 0.4494910647887381, 0.651592972722763, 0.7887233511355132,
            0.0938595867742349, 0.02834747652200631}),
        arguments(42, new double[] {
            0.6394267984578837, 0.025010755222666936, 0.27502931836911926, 0.22321073814882275,
            0.7364712141640124, 0.6766994874229113, 0.8921795677048454, 0.08693883262941615,
            0.4219218196852704, 0.029797219438070344}),
        arguments(12345678, new double[] {
            0.7202671550185803, 0.6330310001166692, 0.22877255649315598, 0.25254569034434393,
            0.6060686820396118, 0.5865251252868067, 0.9110306837344229, 0.07719023350995913,
            0.33530153425462017, 0.14903056581001362}),
        arguments(2147483647, new double[] {
            0.3177580158172969, 0.8173550078299876, 0.1963472909507713, 0.8838810303661516,
            0.33226577943173774, 0.7891207973534652, 0.1933454063069283, 0.21807425109759804,
            0.43974498166328024, 0.6302646449492927}));
  }

  /** What Python 2's shuffle makes of range(12) after seed(s). */
  static Stream<Arguments> shuffles() {
    return Stream.of(
        arguments(0, new int[] {0, 6, 3, 5, 1, 7, 11, 9, 2, 4, 8, 10}),
        arguments(1, new int[] {8, 11, 4, 0, 5, 6, 10, 3, 2, 7, 9, 1}),
        arguments(42, new int[] {3, 8, 6, 1, 10, 11, 4, 5, 9, 2, 0, 7}),
        arguments(12345678, new int[] {11, 3, 10, 1, 0, 5, 7, 4, 9, 2, 6, 8}),
        arguments(2147483647, new int[] {0, 10, 11, 4, 6, 9, 5, 2, 7, 1, 8, 3}));
  }

  @ParameterizedTest
  @MethodSource("uniforms")
  void drawsPythonsUniforms(int seed, double[] expected) {
    PythonRandom random = new PythonRandom(seed);
    assertThat(DoubleStream.generate(random::uniform).limit(10).toArray()).isEqualTo(expected);
  }

  @Test
  void drawsPythonsMillionthUniform() {
    PythonRandom random = new PythonRandom(1);
    assertThat(DoubleStream.generate(random::uniform).skip(999_999).findFirst())
        .hasValue(0.9744114705891287);
  }

  @ParameterizedTest
  @MethodSource("shuffles")
  void shufflesAsPythonTwo(int seed, int[] expected) {
    int[] order = IntStream.range(0, 12).toArray();
    new PythonRandom(seed).shuffle(order);
    assertThat(order).isEqualTo(expected);
  }

  @Test
  void shufflesFurtherWhatIsShuffled() {
    PythonRandom random = new PythonRandom(12345678);
    int[] order = IntStream.range(0, 50_000).toArray();
    random.shuffle(order);
    assertThat(order)
        .startsWith(45825, 2773, 38458, 27026, 11210, 6834, 37758, 30183, 38734, 44965);
    random.shuffle(order);
    assertThat(order)
        .startsWith(23081, 16992, 22429, 48932, 7611, 8343, 13558, 28910, 46941, 38962)
        .endsWith(4645, 31730, 40030, 38282, 43349);
  }

  @Test
  void losesNothing() {
    int[] order = IntStream.range(0, 1000).toArray();
    new PythonRandom(9).shuffle(order);
    Arrays.sort(order);
    assertThat(order).isEqualTo(IntStream.range(0, 1000).toArray());
  }

  @Test
  void drawsNothingForListsOfOneOrNone() {
    PythonRandom random = new PythonRandom(3);
    random.shuffle(new int[] {5});
    random.shuffle(new int[0]);
    assertThat(random.uniform()).isEqualTo(new PythonRandom(3).uniform());
  }

  @Test
  void refusesANegativeSeed() {
    assertThatThrownBy(() -> new PythonRandom(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("seed -1");
  }
}
