package nndl.fast;

import java.util.function.DoubleBinaryOperator;
import java.util.function.IntFunction;
import nndl.words.Words;
import org.ejml.simple.SimpleMatrix;

/**
 * A network laid out for speed: it feeds forward many images at a time, skips the pixels that are 0,
 * and takes steps of gradient descent by backpropagation. It works on a copy of weights and biases.
 *
 * <p>Not safe for use by several threads: give each its own.
 */
public final class QuickNetwork {
  private final int capacity;
  private final PixelLayer first;
  /** The layers after the first: later[l] has a[l] as its inputs. */
  private final DenseLayer[] later;
  private final Elementwise[] activations;
  private final SparseBatch x = new SparseBatch();
  private final Batch[] a;
  private final Batch[] delta;

  /**
   * Copies a network.
   *
   * @param weights those of each layer: neurons × inputs
   * @param biases those of each layer: neurons × 1
   * @param activations for l from 0, what the neurons behind weights[l] make of their weighted
   *     inputs
   * @param capacity how many images it takes at a time, at least 1
   */
  public QuickNetwork(SimpleMatrix[] weights, SimpleMatrix[] biases,
      IntFunction<? extends Elementwise> activations, int capacity) {
    int layers = weights.length;
    this.capacity = capacity;
    this.activations = new Elementwise[layers];
    first = new PixelLayer(weights[0], biases[0]);
    later = new DenseLayer[layers - 1];
    a = new Batch[layers];
    delta = new Batch[layers];
    for (int l = 0; l < layers; l++) {
      this.activations[l] = activations.apply(l);
      a[l] = new Batch(capacity, weights[l].getNumRows());
      delta[l] = new Batch(capacity, weights[l].getNumRows());
    }
    for (int l = 0; l < later.length; l++) {
      later[l] = new DenseLayer(weights[l + 1], biases[l + 1]);
    }
  }

  /**
   * Feeds images forward.
   *
   * @param images all images
   * @param from index of the first to take
   * @param to index after the last; at most the capacity above from
   * @return the outputs, one row per image; valid until the next call
   */
  public Batch feedforward(SparseRows images, int from, int to) {
    return feedforward(images, null, from, to);
  }

  private Batch feedforward(SparseRows images, int[] order, int from, int to) {
    x.select(images, order, from, to);
    first.forward(x, a[0]); // z = W a + b
    a[0].apply(activations[0]); // a = σ(z)
    for (int l = 0; l < later.length; l++) {
      later[l].forward(a[l], a[l + 1]);
      a[l + 1].apply(activations[l + 1]);
    }
    return a[later.length];
  }

  /**
   * Takes a step of gradient descent: b ← b + rate Σ ∂C/∂b and W ← keep W + rate Σ ∂C/∂W, summed over
   * a mini-batch.
   *
   * @param images the training set
   * @param order the order in which its images are taken
   * @param from the position of the mini-batch's first image in that order
   * @param to the position after its last; at most the capacity above from
   * @param cost gives the errors of the outputs
   * @param keep what weight decay leaves of each weight, above 0
   * @param rate minus the learning rate, divided by the size of the mini-batch
   * @throws IllegalArgumentException if keep is not above 0
   * @throws ArithmeticException if the step leads to numbers that are not finite
   */
  public void step(LabelledImages images, int[] order, int from, int to, OutputError cost,
      double keep, double rate) {
    feedforward(images.rows(), order, from, to);
    outputErrors(images, order, from, to, cost); // BP1
    for (int l = later.length - 1; l >= 0; l--) {
      later[l].backward(delta[l + 1], delta[l]); // BP2
      delta[l].timesDerivative(activations[l], a[l]);
    }
    first.update(keep, rate, delta[0], x); // BP3 and BP4
    for (int l = 0; l < later.length; l++) {
      later[l].update(keep, rate, delta[l + 1], a[l]);
    }
  }

  private void outputErrors(LabelledImages images, int[] order, int from, int to,
      OutputError cost) {
    Batch outputs = a[later.length];
    Batch errors = delta[later.length];
    Elementwise activation = activations[later.length];
    errors.resize(to - from);
    for (int e = 0; e < to - from; e++) {
      int label = images.label(order[from + e]);
      for (int j = 0; j < outputs.neurons; j++) {
        double out = outputs.get(e, j);
        errors.set(e, j, cost.delta(out, j == label ? 1 : 0, activation.derivative(out)));
      }
    }
    if (!errors.isFinite()) {
      throw new ArithmeticException(Words.text("training.cost"));
    }
  }

  /**
   * Returns the share of images whose largest output is that of their class.
   *
   * @param images labelled images
   * @return the accuracy, in percent
   */
  public double accuracy(LabelledImages images) {
    int count = images.rows().rows();
    int correct = 0;
    for (int from = 0; from < count; from += capacity) {
      int to = Math.min(from + capacity, count);
      Batch outputs = feedforward(images.rows(), from, to);
      for (int e = 0; e < to - from; e++) {
        correct += outputs.argmax(e) == images.label(from + e) ? 1 : 0;
      }
    }
    return 100.0 * correct / count;
  }

  /**
   * Returns the average cost of N images, with the term (λ/2N) Σ w² that weight decay stands for.
   *
   * @param images labelled images
   * @param cost of an output, given what it is and what was wanted
   * @param lmbda the parameter λ of weight decay
   * @return the cost
   */
  public double cost(LabelledImages images, DoubleBinaryOperator cost, double lmbda) {
    int count = images.rows().rows();
    double sum = 0;
    for (int from = 0; from < count; from += capacity) {
      int to = Math.min(from + capacity, count);
      Batch outputs = feedforward(images.rows(), from, to);
      for (int e = 0; e < to - from; e++) {
        for (int j = 0; j < outputs.neurons; j++) {
          sum += cost.applyAsDouble(outputs.get(e, j), images.label(from + e) == j ? 1 : 0);
        }
      }
    }
    double squares = first.sumOfSquares();
    for (DenseLayer layer : later) {
      squares += layer.sumOfSquares();
    }
    return (sum + 0.5 * lmbda * squares) / count;
  }

  /**
   * Copies weights and biases out.
   *
   * @param weights those of each layer, overwritten
   * @param biases those of each layer, overwritten
   */
  public void copyTo(SimpleMatrix[] weights, SimpleMatrix[] biases) {
    first.copyTo(weights[0], biases[0]);
    for (int l = 0; l < later.length; l++) {
      later[l].copyTo(weights[l + 1], biases[l + 1]);
    }
  }
}
