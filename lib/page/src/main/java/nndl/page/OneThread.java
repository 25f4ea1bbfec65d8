package nndl.page;

import org.teavm.extension.spi.substitution.SubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/** Tells TeaVM to take our class instead of the one with which EJML uses several threads. */
public final class OneThread implements SubstitutionPolicy {
  /** Is made by TeaVM. */
  public OneThread() {}

  @Override
  public void contribute(SubstitutionSink sink) {
    sink.substitutePackage("pabeles.concurrency", "nndl.page.alone");
  }
}
