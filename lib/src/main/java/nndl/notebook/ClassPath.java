package nndl.notebook;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nndl.words.Words;
import org.apache.commons.math3.random.MersenneTwister;
import org.ejml.simple.SimpleMatrix;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Says so where other versions of the library's jars come before its own. */
final class ClassPath {
  /** A class of each jar that the library calls itself. */
  private static final List<Class<?>> USED = List.of(
      Table.class, Figure.class, SimpleMatrix.class, MersenneTwister.class, JsonMapper.class);

  private ClassPath() {}

  /** A few lines if a jar is not the library's own, or else an empty text. */
  static String warning() {
    return warning(fileOf(ClassPath.class), USED.stream().map(ClassPath::fileOf), System.getenv());
  }

  /**
   * What to print.
   *
   * @param library the library's jar, or null or a folder where there is none
   * @param jars where classes come from that it uses; a null is passed over
   * @param environment the variables in which kernels look for jars
   * @return the lines, or an empty text if all jars are the library's
   */
  static String warning(Path library, Stream<Path> jars, Map<String, String> environment) {
    if (library == null || !library.toString().endsWith(".jar")) {
      return "";
    }
    Path own = library.resolveSibling("jars");
    String others = jars.filter(jar -> jar != null && !own.equals(jar.getParent())).distinct()
        .map(jar -> "  " + jar + "\n").collect(Collectors.joining());
    if (others.isEmpty()) {
      return "";
    }
    String named = Words.list("list.or",
        Stream.of("IJAVA_CLASSPATH", "JJAVA_CLASSPATH", "CLASSPATH")
            .filter(name -> !environment.getOrDefault(name, "").isEmpty()));
    return Words.text("jars.others", others,
        named.isEmpty() ? Words.text("jars.kernel") : named) + "\n";
  }

  private static Path fileOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return source == null ? null : Path.of(source.getLocation().toURI()).normalize();
    } catch (URISyntaxException | RuntimeException e) {
      return null; // it comes from no file, and so from no other version's
    }
  }
}
