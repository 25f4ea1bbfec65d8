package nndl.mnist;

import java.io.IOException;
import nndl.data.Dataset;
import org.junit.jupiter.api.Assumptions;

/** MNIST for tests that need it. */
public final class RealMnist {
  /** A listener that does nothing. */
  static final Mnist.Listener SILENT = new Mnist.Listener() {
    @Override
    public void progress(String text) {}

    @Override
    public void note(String text) {}
  };

  private RealMnist() {}

  /** Returns MNIST; where it cannot be loaded, the test that asks is skipped, with the reason. */
  public static Dataset orSkip() {
    try {
      return Mnist.load(SILENT);
    } catch (IOException e) {
      return Assumptions.abort(e.getMessage());
    }
  }
}
