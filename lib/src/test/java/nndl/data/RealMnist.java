package nndl.data;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;

/** MNIST for tests that need it. */
public final class RealMnist {
  private RealMnist() {}

  /** Gives MNIST; where it cannot be had, the test that asks counts as skipped, with the reason. */
  public static Dataset orSkip() {
    try {
      return Mnist.load();
    } catch (IOException e) {
      return Assumptions.abort(e.getMessage());
    }
  }
}
