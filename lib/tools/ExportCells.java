import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTreePath;
import com.sun.source.util.DocTreePathScanner;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Writes every notebook cell whose first line is {@code //| export} as a source file of package
 * {@code nndl}, with those of the notebook's imports that it uses. Checks first that the cells
 * compile, so that an error names the notebook and the cell instead of a generated file. Maven runs
 * it in its generate-sources phase.
 */
public final class ExportCells {
  static final String MARK = "//| export";

  /** An exported cell: where it stands, the type it declares, the notebook's imports, its code. */
  record Cell(String place, String type, String imports, String body) {

    /** The source file made of it. */
    String source() {
      return head() + body;
    }

    /** Javac's number of the line before the cell's first, which is the mark and is left out. */
    int linesBefore() {
      return (int) head().lines().count() - 1;
    }

    private String head() {
      return "// Exported from " + place + ". Edit it there.\npackage nndl;\n\n"
          + (imports.isEmpty() ? "" : imports + "\n");
    }
  }

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
      export(Path.of(args[0]), Path.of(args[1]), System.getProperty("java.class.path"),
          Path.of(args[2]));
    } catch (ExportException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Writes the cells of all notebooks in a folder, and removes what earlier exports left there.
   *
   * @throws ExportException if a cell does not compile; nothing is written then
   */
  static List<Cell> export(Path notebooks, Path handWritten, String classPath, Path out)
      throws IOException {
    List<Cell> cells = withUsedImports(all(notebooks), handWritten, classPath);
    Set<String> types = cells.stream().map(Cell::type).collect(Collectors.toSet());
    Path folder = Files.createDirectories(out.resolve("nndl"));
    for (Path file : files(folder, ".java", 1)) {
      if (!types.contains(file.getFileName().toString().replace(".java", ""))) {
        Files.delete(file);
      }
    }
    for (Cell cell : cells) {
      Path file = folder.resolve(cell.type + ".java");
      if (!Files.exists(file) || !Files.readString(file).equals(cell.source())) {
        Files.writeString(file, cell.source());
      }
    }
    return cells;
  }

  private static List<Cell> all(Path notebooks) throws IOException {
    Map<String, Cell> cells = new LinkedHashMap<>();
    List<Path> files = new ArrayList<>(files(notebooks, ".ipynb", 1));
    Path appendix = notebooks.resolve("appendix");
    if (Files.isDirectory(appendix)) {
      files.addAll(files(appendix, ".ipynb", 1));
    }
    for (Path notebook : files) {
      for (Cell cell : cells(notebook)) {
        Cell twin = cells.put(cell.type, cell);
        if (twin != null) {
          throw new ExportException(
              "%s: type %s is exported already by %s; rename one of them"
                  .formatted(cell.place, cell.type, twin.place));
        }
      }
    }
    return List.copyOf(cells.values());
  }

  /** The exported cells of one notebook, in its order. */
  static List<Cell> cells(Path notebook) throws IOException {
    String folder = notebook.toAbsolutePath().getParent().getFileName().toString();
    String name = (folder.equals("appendix") ? "notebooks/appendix/" : "notebooks/")
        + notebook.getFileName();
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
    String body = source.substring(source.indexOf('\n') + 1).stripTrailing() + "\n";
    Cell unnamed = new Cell(place, "Cell", imports, body);
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    JavacTask task = (JavacTask) JAVAC.getTask(
        null, null, problems, List.of(), null, List.of(memory("Cell", unnamed.source())));
    List<ClassTree> types = new ArrayList<>();
    for (Tree tree : task.parse().iterator().next().getTypeDecls()) {
      if (tree instanceof ClassTree type) {
        types.add(type);
      }
    }
    for (Diagnostic<? extends JavaFileObject> problem : problems.getDiagnostics()) {
      if (problem.getKind() == Diagnostic.Kind.ERROR) {
        throw new ExportException(message(unnamed, problem));
      }
    }
    if (types.size() != 1) {
      throw new ExportException(
          "%s: an exported cell must declare one top-level type, but this one declares %d: %s"
              .formatted(place, types.size(),
                  types.stream().map(ClassTree::getSimpleName).toList()));
    }
    ClassTree type = types.get(0);
    if (!type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
      throw new ExportException("%s: type %s must be public, or other packages cannot see it"
          .formatted(place, type.getSimpleName()));
    }
    return new Cell(place, type.getSimpleName().toString(), imports, body);
  }

  /**
   * The cells with the imports that each uses, found by compiling them with the hand-written
   * sources; throws the errors found in cells.
   */
  private static List<Cell> withUsedImports(List<Cell> cells, Path handWritten, String classPath)
      throws IOException {
    if (cells.isEmpty()) {
      return cells;
    }
    List<Cell> trimmed = new ArrayList<>();
    Map<String, Cell> byName = new LinkedHashMap<>();
    List<JavaFileObject> units = new ArrayList<>();
    for (Cell cell : cells) {
      JavaFileObject unit = memory(cell.type, cell.source());
      byName.put(unit.getName(), cell);
      units.add(unit);
    }
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    try (StandardJavaFileManager manager = JAVAC.getStandardFileManager(problems, null, null)) {
      manager.getJavaFileObjectsFromPaths(files(handWritten, ".java", 9)).forEach(units::add);
      JavacTask task = (JavacTask) JAVAC.getTask(null, manager, problems,
          List.of("--release", "17", "-proc:none", "-classpath", classPath), null, units);
      List<CompilationUnitTree> parsed = new ArrayList<>();
      task.parse().forEach(parsed::add);
      task.analyze();
      throwErrorsOfCells(problems, byName);
      for (CompilationUnitTree unit : parsed) {
        Cell cell = byName.get(unit.getSourceFile().getName());
        if (cell != null) {
          String imports = new UsedImports(unit, task).text();
          trimmed.add(new Cell(cell.place, cell.type, imports, cell.body));
        }
      }
    }
    return trimmed;
  }

  private static void throwErrorsOfCells(
      DiagnosticCollector<JavaFileObject> problems, Map<String, Cell> byName) {
    List<String> messages = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> problem : problems.getDiagnostics()) {
      Cell cell = problem.getSource() == null ? null : byName.get(problem.getSource().getName());
      if (problem.getKind() == Diagnostic.Kind.ERROR && cell != null) {
        messages.add(message(cell, problem));
      }
    }
    if (!messages.isEmpty()) {
      throw new ExportException(String.join("\n", messages));
    }
  }

  /** Which imports a compiled source uses, in its code or in its Javadoc. */
  private static final class UsedImports {
    private final CompilationUnitTree unit;
    private final Elements elements;
    private final Set<Element> used = new HashSet<>();

    UsedImports(CompilationUnitTree unit, JavacTask task) {
      this.unit = unit;
      elements = task.getElements();
      scan(DocTrees.instance(task));
    }

    private void scan(DocTrees trees) {
      new TreePathScanner<Void, Void>() {
        @Override
        public Void scan(Tree tree, Void nothing) {
          if (tree != null) {
            TreePath path = new TreePath(getCurrentPath(), tree);
            DocCommentTree comment = trees.getDocCommentTree(path);
            if (comment != null) {
              scanComment(new DocTreePath(path, comment), trees);
            }
          }
          return super.scan(tree, nothing);
        }

        @Override
        public Void visitIdentifier(IdentifierTree name, Void nothing) {
          used.add(trees.getElement(getCurrentPath()));
          return super.visitIdentifier(name, nothing);
        }
      }.scan(new TreePath(unit), null);
    }

    private void scanComment(DocTreePath comment, DocTrees trees) {
      new DocTreePathScanner<Void, Void>() {
        @Override
        public Void visitReference(ReferenceTree reference, Void nothing) {
          Element named = trees.getElement(getCurrentPath());
          // Of {@link Type#method}, the import is of the type.
          used.add(named == null || named instanceof TypeElement
              ? named : named.getEnclosingElement());
          return super.visitReference(reference, nothing);
        }
      }.scan(comment, null);
    }

    /** The import lines, in the notebook's order. */
    String text() {
      return unit.getImports().stream()
          .filter(this::isUsed)
          .map(line -> "import " + (line.isStatic() ? "static " : "")
              + line.getQualifiedIdentifier() + ";\n")
          .distinct()
          .collect(Collectors.joining());
    }

    private boolean isUsed(ImportTree line) {
      String name = line.getQualifiedIdentifier().toString();
      String owner = name.substring(0, name.lastIndexOf('.'));
      String member = name.substring(owner.length() + 1);
      return used.stream().anyMatch(element -> element != null
          && (line.isStatic() ? isStaticMember(element, owner) : isType(element, owner))
          && (member.equals("*") || element.getSimpleName().contentEquals(member)));
    }

    private boolean isStaticMember(Element element, String owner) {
      TypeElement type = elements.getTypeElement(owner);
      return element.getModifiers().contains(Modifier.STATIC)
          && type != null && elements.getAllMembers(type).contains(element);
    }

    private static boolean isType(Element element, String owner) {
      return element instanceof TypeElement && !owner.equals("nndl")
          && element.getEnclosingElement().toString().equals(owner);
    }
  }

  private static String message(Cell cell, Diagnostic<?> problem) {
    return "%s, line %d: %s".formatted(
        cell.place, problem.getLineNumber() - cell.linesBefore(), problem.getMessage(null));
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
