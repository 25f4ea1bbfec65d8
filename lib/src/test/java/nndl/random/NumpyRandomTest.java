package nndl.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The expected numbers are what NumPy 2.4.6's numpy.random.RandomState drew. */
class NumpyRandomTest {
  /** random_sample(10) after seed(s). */
  static Stream<Arguments> uniforms() {
    return Stream.of(
        arguments(0, new double[] {
            0.5488135039273248, 0.7151893663724195, 0.6027633760716439, 0.5448831829968969,
            0.4236547993389047, 0.6458941130666561, 0.4375872112626925, 0.8917730007820798,
            0.9636627605010293, 0.3834415188257777}),
        arguments(1, new double[] {
            0.417022004702574, 0.7203244934421581, 0.00011437481734488664, 0.30233257263183977,
            0.14675589081711304, 0.0923385947687978, 0.1862602113776709, 0.34556072704304774,
            0.39676747423066994, 0.538816734003357}),
        arguments(42, new double[] {
            0.3745401188473625, 0.9507143064099162, 0.7319939418114051, 0.5986584841970366,
            0.15601864044243652, 0.15599452033620265, 0.05808361216819946, 0.8661761457749352,
            0.6011150117432088, 0.7080725777960455}),
        arguments(12345678, new double[] {
            0.24580423382490257, 0.5964286053214767, 0.3587916284219358, 0.3789101050679915,
            0.024451370184543242, 0.23830957060889102, 0.387934333800084, 0.6805410430293564,
            0.8393408307522523, 0.7607368854925465}),
        arguments(2147483647, new double[] {
            0.3933911315501387, 0.6566618430544519, 0.08629079684294616, 0.9643837803447597,
            0.6211251115394647, 0.7450811007700753, 0.12056247659316044, 0.9858768742478462,
            0.448067912278586, 0.15218733098121495}));
  }

  /** randn(10) after seed(s). */
  static Stream<Arguments> normals() {
    return Stream.of(
        arguments(0, new double[] {
            1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458,
            1.8675579901499675, -0.977277879876411, 0.9500884175255894, -0.1513572082976979,
            -0.10321885179355784, 0.41059850193837233}),
        arguments(1, new double[] {
            1.6243453636632417, -0.6117564136500754, -0.5281717522634557, -1.0729686221561705,
            0.8654076293246785, -2.3015386968802827, 1.74481176421648, -0.7612069008951028,
            0.31903909605709857, -0.2493703754774101}),
        arguments(42, new double[] {
            0.4967141530112327, -0.13826430117118466, 0.6476885381006925, 1.5230298564080254,
            -0.23415337472333597, -0.23413695694918055, 1.5792128155073915, 0.7674347291529088,
            -0.4694743859349521, 0.5425600435859647}),
        arguments(12345678, new double[] {
            0.5537081891302397, -1.4596319930600405, -1.294585139377667, -1.5096739451572456,
            1.5718749014908178, -0.9756961910863278, 0.4806987876216004, 0.6256143070243791,
            0.7223530175975521, 0.9103264424862261}),
        arguments(2147483647, new double[] {
            1.628680950870893, -1.1083224214197442, 1.3931666912751481, 0.6885372651891304,
            -1.1734482800347712, -0.17520816359917246, -1.0788842665596912, 0.08735763874109179,
            -0.27097731749674536, 1.3920313473354637}));
  }

  private static void assertWithinFourUlps(double found, double expected) {
    assertThat(Math.abs(found - expected)).as("%s and NumPy's %s", found, expected)
        .isLessThanOrEqualTo(4 * Math.ulp(expected));
  }

  private static void assertWithinFourUlps(double[] found, double... expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertWithinFourUlps(found[i], expected[i]);
    }
  }

  private static double[] draw(NumpyRandom random, int count) {
    return DoubleStream.generate(random::randn).limit(count).toArray();
  }

  @ParameterizedTest
  @MethodSource("uniforms")
  void drawsNumPysUniforms(int seed, double[] expected) {
    NumpyRandom random = new NumpyRandom(seed);
    assertThat(DoubleStream.generate(random::uniform).limit(10)).containsExactly(box(expected));
  }

  private static Double[] box(double[] values) {
    return DoubleStream.of(values).boxed().toArray(Double[]::new);
  }

  @ParameterizedTest
  @MethodSource("normals")
  void drawsNumPysNormals(int seed, double[] expected) {
    assertWithinFourUlps(draw(new NumpyRandom(seed), 10), expected);
  }

  @Test
  void drawsNumPysMillionthUniform() {
    NumpyRandom random = new NumpyRandom(1);
    assertThat(DoubleStream.generate(random::uniform).skip(999_999).findFirst())
        .hasValue(0.37025182918762833);
  }

  @ParameterizedTest
  @CsvSource({"1, 1000000, 0.31339801363727343", "2147483647, 1000001, 0.4033898387661997"})
  void drawsNumPysMillionthNormal(int seed, int count, double expected) {
    assertWithinFourUlps(draw(new NumpyRandom(seed), count)[count - 1], expected);
  }

  @Test
  void keepsTheSecondOfAPairAfterAnOddCountEvenWhenAUniformIsDrawnBetween() {
    NumpyRandom random = new NumpyRandom(5);
    assertWithinFourUlps(draw(random, 3),
        0.44122748688504143, -0.33087015189408764, 2.43077118700778);
    assertThat(random.uniform()).isEqualTo(0.7659078564803156);
    assertWithinFourUlps(draw(random, 2),
        -0.2520921296030769, -1.885762407725836);
  }

  @Test
  void drawsAFreshPairAfterAnEvenCount() {
    NumpyRandom random = new NumpyRandom(42);
    draw(random, 4);
    assertThat(random.uniform()).isEqualTo(0.15601864044243652);
    assertWithinFourUlps(draw(random, 2),
        0.2790412922001377, 1.0105152848065264);
  }

  @Test
  void matricesAndNumbersShareOneStream() {
    NumpyRandom random = new NumpyRandom(42);
    draw(random, 3);
    assertWithinFourUlps(random.randn(2, 2).getDDRM().data,
        1.5230298564080254, -0.23415337472333597, -0.23413695694918055, 1.5792128155073915);
    assertWithinFourUlps(random.randn(), 0.7674347291529088);
  }

  @Test
  void fillsMatricesRowByRow() {
    SimpleMatrix matrix = new NumpyRandom(7).randn(3, 4);
    double[][] numpys = {
        {
          1.690525703800356, -0.4659373705408328, 0.0328201636785844, 0.40751628299650783
        },
        {
          -0.7889230286257386, 0.00206557290594813, -0.0008903858579313628, -1.7547243063454208
        },
        {
          1.0176580056634932, 0.6004985159195494, -0.6254289739667597, -0.17154826119572117
        }
    };
    assertThat(matrix.getNumRows()).isEqualTo(3);
    assertThat(matrix.getNumCols()).isEqualTo(4);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 4; j++) {
        assertWithinFourUlps(matrix.get(i, j), numpys[i][j]);
      }
    }
  }

  @Test
  void drawsTheSameAgainFromTheSameSeed() {
    assertThat(draw(new NumpyRandom(3), 100)).isEqualTo(draw(new NumpyRandom(3), 100));
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "3, 0", "-1, 3", "3, -1"})
  void refusesMatricesWithoutEntries(int rows, int columns) {
    assertThatThrownBy(() -> new NumpyRandom(0).randn(rows, columns))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("randn(" + rows + ", " + columns + ")")
        .hasMessageContaining("at least 1");
  }
}
