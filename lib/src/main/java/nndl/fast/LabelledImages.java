package nndl.fast;

/** Images, each with the class that it belongs to. */
public interface LabelledImages {
  /**
   * Returns all images.
   *
   * @return one row per image
   */
  SparseRows rows();

  /**
   * Returns the class of an image: the index of the output that should be 1.
   *
   * @param i index of the image, from 0
   * @return its class, from 0
   */
  int label(int i);
}
