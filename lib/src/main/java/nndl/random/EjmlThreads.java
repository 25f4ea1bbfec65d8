package nndl.random;

import org.ejml.concurrency.EjmlConcurrency;

/**
 * The one place where the library changes something for the whole JVM: EJML computes in the thread
 * that calls it. A lesson's matrices are small, and EJML's thread pool would leave threads behind in
 * the kernel. It happens before the first matrix is drawn.
 */
final class EjmlThreads {
  private EjmlThreads() {}

  static void useOne() {
    EjmlConcurrency.USE_CONCURRENT = false;
  }
}
