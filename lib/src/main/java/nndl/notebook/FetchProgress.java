package nndl.notebook;

import nndl.mnist.Mnist;

/** The line below a cell that says how far fetching MNIST is; none if nothing is fetched. */
final class FetchProgress implements Mnist.Listener, AutoCloseable {
  private Progress progress;

  @Override
  public void progress(String text) {
    if (progress == null) {
      progress = Progress.start(text);
    }
    progress.update(text);
  }

  @Override
  public void note(String text) {
    System.out.println(text);
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
