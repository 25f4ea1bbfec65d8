package nndl.fast;

/** A function of one number that is applied to many: what neurons make of their weighted inputs. */
public interface Elementwise {
  /**
   * Returns the activation a of a neuron.
   *
   * @param z its weighted input
   * @return a = φ(z)
   */
  double of(double z);

  /**
   * Returns the derivative da/dz, written with the activation.
   *
   * @param a the activation
   * @return φ′(z) at the z whose activation is a
   */
  double derivative(double a);

  /**
   * Replaces many weighted inputs by their activations.
   *
   * @param z the weighted inputs, overwritten
   */
  default void apply(double[] z) {
    for (int j = 0; j < z.length; j++) {
      z[j] = of(z[j]);
    }
  }

  /**
   * Multiplies many errors, each by the derivative at its activation.
   *
   * @param delta the errors, overwritten
   * @param a the activations, as many
   */
  default void timesDerivative(double[] delta, double[] a) {
    for (int j = 0; j < delta.length; j++) {
      delta[j] *= derivative(a[j]);
    }
  }
}
