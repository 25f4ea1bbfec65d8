package nndl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import nndl.random.NumpyRandom;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments of samples, each within five of its standard errors. */
class InitializerTest {
  private static void assertNormal(SimpleMatrix sample, double variance) {
    double[] values = sample.getDDRM().data;
    int n = values.length;
    double mean = Arrays.stream(values).sum() / n;
    double second = Arrays.stream(values).map(v -> v * v).sum() / n / variance;
    double third = Arrays.stream(values).map(v -> v * v * v).sum() / n / Math.pow(variance, 1.5);
    double fourth = Arrays.stream(values).map(v -> v * v * v * v).sum() / n / variance / variance;
    // The variances of z, z², z³ and z⁴ are 1, 2, 15 and 96.
    assertThat(mean).as("mean").isCloseTo(0, within(5 * Math.sqrt(variance / n)));
    assertThat(second).as("variance").isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
    assertThat(third).as("third moment").isCloseTo(0, within(5 * Math.sqrt(15.0 / n)));
    assertThat(fourth).as("fourth moment").isCloseTo(3, within(5 * Math.sqrt(96.0 / n)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 784})
  void oldWeightsAreStandardNormal(int inputs) {
    assertNormal(Initializer.OLD.weights(200_000 / inputs, inputs, new NumpyRandom(1)), 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 784})
  void newWeightsHaveOneOverTheInputsAsVariance(int inputs) {
    assertNormal(
        Initializer.NEW.weights(200_000 / inputs, inputs, new NumpyRandom(2)), 1.0 / inputs);
  }

  @Test
  void biasesAreStandardNormalUnderBoth() {
    assertNormal(Initializer.OLD.biases(200_000, new NumpyRandom(3)), 1);
    assertNormal(Initializer.NEW.biases(200_000, new NumpyRandom(4)), 1);
  }

  @Test
  void thereIsOneRowPerNeuron() {
    for (Initializer initializer : new Initializer[] {Initializer.OLD, Initializer.NEW}) {
      SimpleMatrix weights = initializer.weights(3, 5, new NumpyRandom(5));
      assertThat(weights.getNumRows()).isEqualTo(3);
      assertThat(weights.getNumCols()).isEqualTo(5);
      SimpleMatrix biases = initializer.biases(3, new NumpyRandom(5));
      assertThat(biases.getNumRows()).isEqualTo(3);
      assertThat(biases.getNumCols()).isEqualTo(1);
    }
  }

  @Test
  void newWeightsAreTheOldOnesDividedByTheRootOfTheInputs() {
    SimpleMatrix old = Initializer.OLD.weights(4, 7, new NumpyRandom(6));
    SimpleMatrix scaled = Initializer.NEW.weights(4, 7, new NumpyRandom(6));
    for (int i = 0; i < old.getNumElements(); i++) {
      assertThat(scaled.get(i)).isEqualTo(old.get(i) / Math.sqrt(7));
    }
  }
}
