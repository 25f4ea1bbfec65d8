package nndl.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClassPathTest {
  private static final Path LIBRARY = Path.of("/lib/target/nndl.jar");
  private static final Path OWN = Path.of("/lib/target/jars/tablesaw-core-0.44.4.jar");
  private static final Path OLD = Path.of("/old/tablesaw-core-0.38.jar");

  @Test
  void namesTheJarAndTheVariable() {
    assertThat(ClassPath.warning(
        LIBRARY, Stream.of(OWN, OLD, OLD, null), Map.of("IJAVA_CLASSPATH", "/old/*"))).isEqualTo("""
            These are used instead of the library's own versions, which may end in errors such as \
            NoSuchMethodError:
              %s
            Take them out of IJAVA_CLASSPATH, and restart the kernel.
            """.formatted(OLD));
    assertThat(ClassPath.warning(LIBRARY, Stream.of(OLD), Map.of()))
        .endsWith("Take them out of the kernel's class path, and restart the kernel.\n");
  }

  @Test
  void saysNothingOfTheLibrarysOwnJars() {
    assertThat(ClassPath.warning(LIBRARY, Stream.of(OWN), Map.of("IJAVA_CLASSPATH", "/old/*")))
        .isEmpty();
  }

  @Test
  void saysNothingWhereTheLibraryIsNoJar() {
    assertThat(ClassPath.warning(Path.of("/lib/target/classes"), Stream.of(OLD), Map.of()))
        .isEmpty();
    assertThat(ClassPath.warning()).isEmpty();
  }
}
