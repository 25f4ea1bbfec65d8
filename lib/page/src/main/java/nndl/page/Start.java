package nndl.page;

import nndl.Activation;
import nndl.Initializer;
import nndl.Lsuv;
import nndl.Network;
import nndl.NormalMean;
import nndl.Orthogonal;
import nndl.VarianceScaling;
import nndl.random.NumpyRandom;
import org.ejml.simple.SimpleMatrix;

/**
 * How a network of the page starts: one of the notebooks' starts, with weights that are multiplied
 * by a scale, and with biases of its own or others.
 *
 * @param key the start, as labels.properties calls it
 * @param scale what its weights are multiplied by
 * @param biases "own": as the start has them; "zero"; "normal": from N(0, 1); "centred"
 * @param activation of the hidden neurons, since gain √2 for ReLU is part of the orthogonal start
 */
record Start(String key, double scale, String biases, Activation activation)
    implements Initializer {

  /** Reads a start from a request. */
  static Start of(Request request, Activation activation) {
    return new Start(request.text("start"), request.number("scale"), request.text("biases"),
        activation);
  }

  /** The activation of that name. */
  static Activation activation(String key) {
    return switch (key) {
      case "sigmoid" -> Activation.SIGMOID;
      case "tanh" -> Activation.TANH;
      case "ReLU" -> Activation.RELU;
      default -> throw new IllegalArgumentException("there is no activation " + key);
    };
  }

  private static double pyTorch(int fanOut, int fanIn) {
    return 1.0 / (3 * fanIn);
  }

  private Initializer initializer() {
    return switch (key) {
      case "zero" -> new VarianceScaling((fanOut, fanIn) -> 0, false);
      case "old" -> Initializer.OLD;
      case "new" -> Initializer.NEW;
      case "LeCun" -> VarianceScaling.LECUN;
      case "Glorot" -> VarianceScaling.GLOROT;
      case "He" -> VarianceScaling.HE;
      case "PyTorch" -> new VarianceScaling(Start::pyTorch, true);
      case "orthogonal" -> new Orthogonal(activation == Activation.RELU ? Math.sqrt(2) : 1);
      case "LSUV" -> new Orthogonal(1); // then rescaled
      default -> throw new IllegalArgumentException("there is no start " + key);
    };
  }

  @Override
  public SimpleMatrix weights(int fanOut, int fanIn, NumpyRandom random) {
    SimpleMatrix weights = initializer().weights(fanOut, fanIn, random);
    return scale == 1 ? weights : weights.scale(scale);
  }

  @Override
  public SimpleMatrix biases(int fanOut, NumpyRandom random) {
    return switch (biases) {
      case "own" -> initializer().biases(fanOut, random);
      case "normal" -> random.randn(fanOut, 1);
      default -> new SimpleMatrix(fanOut, 1); // those that are centred follow from the weights
    };
  }

  /**
   * The variance of the weights of a layer; with LSUV that which makes Var z = 1, if the layer below
   * has it.
   *
   * @param middle what is taken off the activations that come in: ½ if biases are centred
   */
  double varianceOfWeights(int fanOut, int fanIn, double middle) {
    double variance = switch (key) {
      case "zero" -> 0;
      case "old" -> 1;
      case "PyTorch" -> pyTorch(fanOut, fanIn);
      case "orthogonal" ->
          (activation == Activation.RELU ? 2.0 : 1) / Math.max(fanOut, fanIn);
      case "LSUV" -> 1 / (fanIn * NormalMean.of(1, z -> {
        double a = activation.of(z) - middle;
        return a * a;
      }));
      case "He" -> VarianceScaling.HE.variance().of(fanOut, fanIn);
      case "Glorot" -> VarianceScaling.GLOROT.variance().of(fanOut, fanIn);
      default -> VarianceScaling.LECUN.variance().of(fanOut, fanIn); // that of the new start, too
    };
    return scale * scale * variance;
  }

  /** The variance of the biases. */
  double varianceOfBiases() {
    boolean normal = biases.equals("normal")
        || biases.equals("own") && (key.equals("old") || key.equals("new"));
    return normal ? 1 : 0;
  }

  /** What needs the whole network: LSUV looks at images, and centred biases at the weights. */
  void finish(Network net, SimpleMatrix images) {
    if (key.equals("LSUV")) {
      Lsuv.rescale(net, images);
      for (int l = 0; l < net.weights.length && scale != 1; l++) {
        net.weights[l] = net.weights[l].scale(scale);
      }
    }
    if (biases.equals("centred")) {
      for (int l = 1; l < net.weights.length; l++) {
        int n = net.weights[l].getNumCols();
        net.biases[l] = net.weights[l].mult(SimpleMatrix.filled(n, 1, -0.5));
      }
    }
  }
}
