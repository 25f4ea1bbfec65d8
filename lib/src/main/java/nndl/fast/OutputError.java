package nndl.fast;

/** The error of an output neuron, which follows from the cost. */
@FunctionalInterface
public interface OutputError {
  /**
   * Returns the error δ = ∂C/∂z.
   *
   * @param a the activation that the neuron put out
   * @param y the activation that was wanted
   * @param derivative da/dz at a
   * @return δ
   */
  double delta(double a, double y, double derivative);
}
