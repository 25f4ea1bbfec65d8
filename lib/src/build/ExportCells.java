import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Writes every notebook cell whose first line is {@code //| export} as a source file of package
 * {@code nndl}, and checks that the cells compile, so that an error names the notebook and the cell
 * instead of a generated file. Maven runs it in its generate-sources phase.
 */
public final class ExportCells {
  static final String MARK = "//| export";

  /** An exported cell: where it stands, the type it declares, and the source file made of it. */
  record Cell(String place, String type, String source, int firstLine) {}

  /** Something is wrong with a cell; the message says which and what. */
  static final class ExportException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ExportException(String message) {
      super(message);
    }
  }

  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

  private ExportCells() {}

  /** Arguments: the notebooks' folder, the hand-written sources, the folder to write to. */
  public static void main(String[] args) throws IOException {
    try {
      List<Cell> cells = export(Path.of(args[0]), Path.of(args[2]));
      check(cells, Path.of(args[1]), System.getProperty("java.class.path"));
    } catch (ExportException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Writes the cells of all notebooks in a folder, and removes what earlier exports left there. */
  static List<Cell> export(Path notebooks, Path out) throws IOException {
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (Path notebook : files(notebooks, ".ipynb", 1)) {
      for (Cell cell : cells(notebook)) {
        Cell twin = cells.put(cell.type, cell);
        if (twin != null) {
          throw new ExportException(
              "%s: type %s is exported already by %s; rename one of them"
                  .formatted(cell.place, cell.type, twin.place));
        }
      }
    }
    Path folder = Files.createDirectories(out.resolve("nndl"));
    for (Path file : files(folder, ".java", 1)) {
      if (!cells.containsKey(file.getFileName().toString().replace(".java", ""))) {
        Files.delete(file);
      }
    }
    for (Cell cell : cells.values()) {
      Path file = folder.resolve(cell.type + ".java");
      if (!Files.exists(file) || !Files.readString(file).equals(cell.source)) {
        Files.writeString(file, cell.source);
      }
    }
    return List.copyOf(cells.values());
  }

  /** The exported cells of one notebook, in its order. */
  static List<Cell> cells(Path notebook) throws IOException {
    String name = "notebooks/" + notebook.getFileName();
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(Files.readString(notebook));
    } catch (JsonProcessingException e) {
      throw new ExportException(name + ": not a notebook, since it is not JSON: "
          + e.getOriginalMessage() + " at line " + e.getLocation().getLineNr());
    }
    List<String> places = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    StringBuilder imports = new StringBuilder();
    for (JsonNode cell : root.path("cells")) {
      if (!cell.path("cell_type").asText().equals("code")) {
        continue;
      }
      StringBuilder text = new StringBuilder();
      JsonNode source = cell.path("source"); // a string or a list of lines
      source.forEach(line -> text.append(line.asText()));
      sources.add(source.isTextual() ? source.asText() : text.toString());
      places.add("%s, code cell %d (id %s)"
          .formatted(name, sources.size(), cell.path("id").asText("none")));
      sources.get(sources.size() - 1).lines()
          .filter(line -> line.startsWith("import "))
          .forEach(line -> imports.append(line).append('\n'));
    }
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      if (sources.get(i).lines().findFirst().orElse("").strip().equals(MARK)) {
        cells.add(cell(places.get(i), imports.toString(), sources.get(i)));
      }
    }
    return cells;
  }

  private static Cell cell(String place, String imports, String source) throws IOException {
    String head = "// Exported from " + place + ". Edit it there.\npackage nndl;\n\n" + imports + "\n";
    String body = source.substring(source.indexOf('\n') + 1).stripTrailing() + "\n";
    // Javac's line 1 is the cell's line 2, which comes after the mark.
    int firstLine = (int) head.lines().count() - 1;
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    JavacTask task = (JavacTask) JAVAC.getTask(
        null, null, problems, List.of(), null, List.of(memory("Cell", head + body)));
    List<ClassTree> types = new ArrayList<>();
    for (Tree tree : task.parse().iterator().next().getTypeDecls()) {
      if (tree instanceof ClassTree type) {
        types.add(type);
      }
    }
    for (Diagnostic<? extends JavaFileObject> problem : problems.getDiagnostics()) {
      if (problem.getKind() == Diagnostic.Kind.ERROR) {
        throw new ExportException(message(place, firstLine, problem));
      }
    }
    if (types.size() != 1) {
      throw new ExportException(
          "%s: an exported cell must declare one top-level type, but this one declares %d: %s"
              .formatted(place, types.size(), types.stream().map(ClassTree::getSimpleName).toList()));
    }
    ClassTree type = types.get(0);
    if (!type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
      throw new ExportException("%s: type %s must be public, or other packages cannot see it"
          .formatted(place, type.getSimpleName()));
    }
    return new Cell(place, type.getSimpleName().toString(), head + body, firstLine);
  }

  /** Compiles the cells with the hand-written sources, and throws the errors found in cells. */
  static void check(List<Cell> cells, Path handWritten, String classPath) throws IOException {
    Map<String, Cell> byName = new LinkedHashMap<>();
    List<JavaFileObject> units = new ArrayList<>();
    for (Cell cell : cells) {
      JavaFileObject unit = memory(cell.type, cell.source);
      byName.put(unit.getName(), cell);
      units.add(unit);
    }
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    try (StandardJavaFileManager manager = JAVAC.getStandardFileManager(problems, null, null)) {
      manager.getJavaFileObjectsFromPaths(files(handWritten, ".java", 9)).forEach(units::add);
      JavacTask task = (JavacTask) JAVAC.getTask(null, manager, problems,
          List.of("--release", "17", "-proc:none", "-classpath", classPath), null, units);
      task.analyze();
    }
    List<String> messages = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> problem : problems.getDiagnostics()) {
      Cell cell = problem.getSource() == null ? null : byName.get(problem.getSource().getName());
      if (problem.getKind() == Diagnostic.Kind.ERROR && cell != null) {
        messages.add(message(cell.place, cell.firstLine, problem));
      }
    }
    if (!messages.isEmpty()) {
      throw new ExportException(String.join("\n", messages));
    }
  }

  private static String message(String place, int firstLine, Diagnostic<?> problem) {
    return "%s, line %d: %s".formatted(
        place, problem.getLineNumber() - firstLine, problem.getMessage(null));
  }

  private static JavaFileObject memory(String type, String source) {
    return new SimpleJavaFileObject(
        URI.create("cell:///nndl/" + type + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }

  private static List<Path> files(Path folder, String suffix, int depth) throws IOException {
    try (Stream<Path> walk = Files.walk(folder, depth)) {
      return walk.filter(f -> f.getFileName().toString().endsWith(suffix)).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
