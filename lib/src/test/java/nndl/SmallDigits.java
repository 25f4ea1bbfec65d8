package nndl;

import java.util.stream.IntStream;
import nndl.data.Digits;
import org.ejml.simple.SimpleMatrix;

/** Images and networks that are given by a rule, so that they are the same everywhere. */
public final class SmallDigits {
  private SmallDigits() {}

  /** Images of which every fifth pixel is on, with labels 0, 3, 6, 9, 2 … */
  public static Digits of(int count) {
    byte[] levels = new byte[count * Digits.PIXELS];
    byte[] labels = new byte[count];
    for (int e = 0; e < count; e++) {
      labels[e] = (byte) (3 * e % 10);
      for (int p = 0; p < Digits.PIXELS; p++) {
        if ((7 * p + e) % 5 == 0) {
          levels[e * Digits.PIXELS + p] = (byte) ((31 * p * (e + 3) + 17 * e) % 256);
        }
      }
    }
    return Digits.of(levels, labels);
  }

  /** A network with weights from −0.09 to 0.09 and biases from −0.5 to 0.5. */
  public static Network network(Cost cost, int... sizes) {
    SimpleMatrix[] weights = new SimpleMatrix[sizes.length - 1];
    SimpleMatrix[] biases = new SimpleMatrix[sizes.length - 1];
    for (int l = 0; l < weights.length; l++) {
      weights[l] = new SimpleMatrix(sizes[l + 1], sizes[l]);
      biases[l] = new SimpleMatrix(sizes[l + 1], 1);
      for (int j = 0; j < sizes[l + 1]; j++) {
        biases[l].set(j, 0, ((5 * j + 3 * l) % 11 - 5) / 10.0);
        for (int i = 0; i < sizes[l]; i++) {
          weights[l].set(j, i, ((7 * i + 13 * j + 5 * l) % 19 - 9) / 100.0);
        }
      }
    }
    return new Network(sizes, Activation.SIGMOID, cost, biases, weights);
  }

  /** The largest difference between two networks' weights and biases. */
  public static double difference(Network a, Network b) {
    return IntStream.range(0, a.weights.length).mapToDouble(l -> Math.max(
        a.weights[l].minus(b.weights[l]).elementMaxAbs(),
        a.biases[l].minus(b.biases[l]).elementMaxAbs())).max().orElseThrow();
  }

  /** A copy that shares nothing. */
  public static Network copy(Network net) {
    SimpleMatrix[] weights = new SimpleMatrix[net.weights.length];
    SimpleMatrix[] biases = new SimpleMatrix[net.biases.length];
    for (int l = 0; l < weights.length; l++) {
      weights[l] = net.weights[l].copy();
      biases[l] = net.biases[l].copy();
    }
    return new Network(net.sizes, net.hiddenActivation, net.cost, biases, weights);
  }
}
