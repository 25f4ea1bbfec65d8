package nndl.fast;

/** What a layer takes in for the examples of a mini-batch, a row each. */
public sealed interface Rows permits Batch, SparseBatch {
  /**
   * Tells the number of rows.
   *
   * @return how many examples the mini-batch holds now
   */
  int size();
}
