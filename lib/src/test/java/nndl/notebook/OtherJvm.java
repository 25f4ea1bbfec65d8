package nndl.notebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A JVM of its own, for what a JVM does only once. */
final class OtherJvm {
  private OtherJvm() {}

  /** Runs a main method; returns what it printed, errors too. */
  static String run(Class<?> main, Map<String, String> environment, String argument)
      throws IOException {
    String classes = System.getProperty("surefire.test.class.path",
        System.getProperty("java.class.path"));
    ProcessBuilder java = new ProcessBuilder(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx200m",
        "-Dfile.encoding=UTF-8", "-cp", classes, main.getName(), argument));
    java.environment().remove("JPY_PARENT_PID");
    java.environment().putAll(environment);
    Process process = java.redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
