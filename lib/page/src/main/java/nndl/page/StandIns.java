package nndl.page;

import java.util.List;
import org.teavm.extension.spi.substitution.SubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/**
 * Tells TeaVM to take the classes of our package alone instead of some in EJML, commons-math and the
 * library.
 */
public final class StandIns implements SubstitutionPolicy {
  /** Is made by TeaVM. */
  public StandIns() {}

  @Override
  public void contribute(SubstitutionSink sink) {
    for (String theirs : List.of("pabeles.concurrency", "org.apache.commons.math3.util",
        "org.apache.commons.math3.exception.util", "nndl.words")) {
      sink.substitutePackage(theirs, "nndl.page.alone");
    }
  }
}
