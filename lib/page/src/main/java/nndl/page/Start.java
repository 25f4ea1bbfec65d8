package nndl.page;

import nndl.Activation;
import nndl.Centred;
import nndl.Initializer;
import nndl.Lsuv;
import nndl.MeanField;
import nndl.Network;
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

  private Initializer initializer() {
    return switch (key) {
      case "zero" -> new VarianceScaling((fanOut, fanIn) -> 0, false);
      case "old" -> Initializer.OLD;
      case "new" -> Initializer.NEW;
      case "LeCun" -> VarianceScaling.LECUN;
      case "Glorot" -> VarianceScaling.GLOROT;
      case "He" -> VarianceScaling.HE;
      case "PyTorch" -> VarianceScaling.PYTORCH;
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
   */
  double varianceOfWeights(int fanOut, int fanIn) {
    double variance = initializer() instanceof VarianceScaling rule
        ? rule.variance().of(fanOut, fanIn)
        : switch (key) {
          case "old" -> 1;
          case "orthogonal" ->
              (activation == Activation.RELU ? 2.0 : 1) / Math.max(fanOut, fanIn);
          case "LSUV" -> 1 / MeanField.of(1, fanIn, 0, seenAbove(), 2).z()[1];
          default -> VarianceScaling.LECUN.variance().of(fanOut, fanIn); // that of the new start
        };
    return scale * scale * variance;
  }

  /** What activations are to the layer above: centred biases take ½ off each. */
  Activation seenAbove() {
    if (!biases.equals("centred")) {
      return activation;
    }
    return new Activation() {
      @Override public double of(double z) {
        return activation.of(z) - 0.5;
      }

      @Override public double derivative(double a) {
        return activation.derivative(a + 0.5);
      }
    };
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
      Centred.setBiases(net);
    }
  }
}
