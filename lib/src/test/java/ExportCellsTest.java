import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCellsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path notebooks;
  private Path handWritten;
  private Path out;

  @BeforeEach
  void makeFolders() throws IOException {
    notebooks = Files.createDirectory(folder.resolve("notebooks"));
    handWritten = Files.createDirectory(folder.resolve("java"));
    out = folder.resolve("generated");
  }

  /** Writes a notebook: a text, then a code cell for each source, with ids c1, c2 … */
  private void notebook(String name, String... sources) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode cells = root.putArray("cells");
    cells.addObject().put("cell_type", "markdown").put("id", "text").put("source", "//| export");
    for (int i = 0; i < sources.length; i++) {
      ObjectNode cell = cells.addObject().put("cell_type", "code").put("id", "c" + (i + 1));
      if (i % 2 == 0) { // Jupyter writes a list of lines, but a string is as good
        cell.put("source", sources[i]);
      } else {
        ArrayNode lines = cell.putArray("source");
        for (String line : sources[i].split("(?<=\n)")) {
          lines.add(line);
        }
      }
    }
    JSON.writeValue(notebooks.resolve(name).toFile(), root);
  }

  @Test
  void theAppendixExportsTooAndNeitherSolutionsNorCheckpointsDo() throws IOException {
    for (String part : List.of("appendix", "solutions", ".ipynb_checkpoints")) {
      Files.createDirectory(notebooks.resolve(part));
    }
    notebook("01-a.ipynb", "//| export\npublic interface One {}");
    notebook("appendix/b.ipynb", "//| export\npublic interface Two {}");
    notebook("solutions/01-solutions.ipynb", "//| export\npublic interface Three {}");
    notebook(".ipynb_checkpoints/01-a-checkpoint.ipynb", "//| export\npublic interface One {}");
    assertThat(export()).extracting(ExportCells.Cell::type).containsExactly("One", "Two");
    assertThat(generated("Two"))
        .content().startsWith("// Exported from notebooks/appendix/b.ipynb, code cell 1 (id c1).");
  }

  private List<ExportCells.Cell> export() throws IOException {
    return ExportCells.export(notebooks, handWritten, "", out);
  }

  private Path generated(String type) {
    return out.resolve("nndl").resolve(type + ".java");
  }

  private void assertFails(String... parts) {
    assertThatThrownBy(this::export)
        .isInstanceOf(ExportCells.ExportException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void writesACellWithItsPlaceItsPackageAndTheImportsThatItUses() throws IOException {
    notebook("02-start.ipynb", "import java.util.*;\nint n = 3;\nimport java.io.File;",
        "import java.math.*;\nimport java.util.function.Supplier;\nimport nndl.*;",
        "//| export\n/** One. */\npublic interface One {\n  List<File> files();\n}");
    export();
    assertThat(generated("One")).hasContent("""
        // Exported from notebooks/02-start.ipynb, code cell 3 (id c3). Edit it there.
        package nndl;

        import java.util.*;
        import java.io.File;

        /** One. */
        public interface One {
          List<File> files();
        }
        """);
  }

  @Test
  void keepsImportsOfStaticMembersAndOfWhatOnlyJavadocNames() throws IOException {
    notebook("a.ipynb", """
        import static java.lang.Math.*;
        import static java.lang.StrictMath.exp;
        import static java.util.Map.Entry;
        import static java.util.Objects.hash;
        import java.io.UncheckedIOException;
        import java.nio.file.Files;
        import java.nio.file.Path;
        import java.util.function.Supplier;
        import java.util.Map.*;
        """, """
        //| export
        /** Not {@code Path}, a word of Files, but {@link Supplier#get}. */
        public class A {
          /**
           * Root of e.
           *
           * @throws UncheckedIOException never
           */
          double root(Entry<String, String> unused) {
            return sqrt(exp(1));
          }
        }
        """);
    export();
    assertThat(Files.readAllLines(generated("A")).stream().filter(l -> l.startsWith("import ")))
        .containsExactly(
            "import static java.lang.Math.*;",
            "import static java.lang.StrictMath.exp;",
            "import static java.util.Map.Entry;",
            "import java.io.UncheckedIOException;",
            "import java.util.function.Supplier;",
            "import java.util.Map.*;");
  }

  @Test
  void writesNothingIfACellDoesNotCompile() throws IOException {
    notebook("a.ipynb", "//| export\npublic class A {\n}");
    export();
    notebook("a.ipynb", "//| export\npublic class A {\n  int x;\n}",
        "//| export\npublic class B {\n  Nowhere x;\n}");
    assertFails("code cell 2 (id c2), line 3: ");
    assertThat(generated("A")).content().endsWith("public class A {\n}\n");
    assertThat(generated("B")).doesNotExist();
  }

  @Test
  void exportsSourcesThatAreStringsAndSourcesThatAreLists() throws IOException {
    notebook("a.ipynb", "//| export\npublic class A {\n}", "//| export\npublic class B {\n}");
    assertThat(export()).extracting(ExportCells.Cell::type).containsExactly("A", "B");
    assertThat(generated("A")).content().endsWith("public class A {\n}\n");
    assertThat(generated("B")).content().endsWith("public class B {\n}\n");
  }

  @Test
  void exportsRecordsEnumsAndSealedInterfaces() throws IOException {
    notebook("a.ipynb", "//| export\npublic record R(int x) {}", "//| export\npublic enum E { X }",
        "//| export\npublic sealed interface S {\n  record T() implements S {}\n}");
    export();
    assertThat(generated("R")).exists();
    assertThat(generated("E")).exists();
    assertThat(generated("S")).exists();
  }

  @Test
  void leavesAloneCellsWithoutTheMarkOnTheirFirstLine() throws IOException {
    notebook("a.ipynb", "public class A {}", "\n//| export\npublic class B {}",
        "// export\npublic class C {}", "", "int x = 1; //| export");
    assertThat(export()).isEmpty();
    assertThat(out.resolve("nndl")).isEmptyDirectory();
  }

  @Test
  void readsOnlyNotebooks() throws IOException {
    Files.writeString(notebooks.resolve("notes.txt"), "{");
    Files.createDirectory(notebooks.resolve("solutions"));
    Files.writeString(notebooks.resolve("solutions/01.ipynb"), "{");
    notebook("a.ipynb", "//| export\npublic class A {}");
    assertThat(export()).hasSize(1);
  }

  @Test
  void cellsMayUseEachOtherAcrossNotebooksAndTheHandWrittenSources() throws IOException {
    Files.writeString(handWritten.resolve("Tool.java"), "package nndl; public class Tool {}");
    notebook("a.ipynb", "//| export\npublic class A {\n  B b;\n  Tool tool;\n}");
    notebook("b.ipynb", "//| export\npublic class B {\n  A a;\n}");
    export();
    assertThat(generated("A")).exists();
  }

  @Test
  void namesNotebookCellAndLineOfASyntaxError() throws IOException {
    notebook("03-net.ipynb", "import java.util.*;\nimport java.io.*;", "int x = 1;",
        "//| export\npublic class A {\n  int x = ;\n}");
    assertFails("notebooks/03-net.ipynb, code cell 3 (id c3), line 3: ", "illegal start");
  }

  @Test
  void namesNotebookCellAndLineOfAnUnknownType() throws IOException {
    notebook("03-net.ipynb", "import java.util.*;\nimport java.io.*;", "int x = 1;",
        "//| export\n/** A. */\npublic class A {\n\n  Nowhere x;\n}");
    assertFails("notebooks/03-net.ipynb, code cell 3 (id c3), line 5: ", "class Nowhere");
  }

  @Test
  void namesEveryCellThatDoesNotCompile() throws IOException {
    notebook("a.ipynb", "//| export\npublic class A {\n  Nowhere x;\n}",
        "//| export\npublic class B {\n  int x = \"\";\n}");
    assertFails("code cell 1 (id c1), line 3: ", "code cell 2 (id c2), line 3: ");
  }

  @Test
  void refusesAFeatureNewerThanJava17() throws IOException {
    notebook("a.ipynb", "//| export\npublic class A {\n  Object f(Object o) {\n"
        + "    return switch (o) {\n      case String s -> s;\n      default -> o;\n"
        + "    };\n  }\n}");
    assertFails("notebooks/a.ipynb, code cell 1 (id c1), line 5: ");
  }

  @Test
  void refusesTwoTypesInACell() throws IOException {
    notebook("a.ipynb", "//| export\npublic class A {}\nclass B {}");
    assertFails("notebooks/a.ipynb, code cell 1 (id c1): ", "declares 2: [A, B]");
  }

  @Test
  void refusesACellWithoutAType() throws IOException {
    notebook("a.ipynb", "//| export\n// nothing yet");
    assertFails("notebooks/a.ipynb, code cell 1 (id c1): ", "declares 0");
  }

  @Test
  void refusesACellThatIsOnlyTheMark() throws IOException {
    notebook("a.ipynb", "//| export");
    assertFails("notebooks/a.ipynb, code cell 1 (id c1): ", "declares 0");
  }

  @Test
  void refusesATypeThatIsNotPublic() throws IOException {
    notebook("a.ipynb", "//| export\nfinal class A {}");
    assertFails("notebooks/a.ipynb, code cell 1 (id c1): type A must be public");
  }

  @Test
  void refusesTheSameTypeInTwoNotebooks() throws IOException {
    notebook("a.ipynb", "int x;", "//| export\npublic class A {}");
    notebook("b.ipynb", "//| export\npublic class A {}");
    assertFails("notebooks/b.ipynb, code cell 1 (id c1): type A is exported already by "
        + "notebooks/a.ipynb, code cell 2 (id c2)");
  }

  @Test
  void refusesTheSameTypeTwiceInANotebook() throws IOException {
    notebook("a.ipynb", "//| export\npublic class A {}", "//| export\npublic class A {}");
    assertFails("code cell 2 (id c2): type A is exported already by", "code cell 1 (id c1)");
  }

  @Test
  void refusesANotebookThatIsNoJson() throws IOException {
    Files.writeString(notebooks.resolve("a.ipynb"), "{\n\"cells\": [\n<<<<<<< HEAD\n");
    assertFails("notebooks/a.ipynb: not a notebook", "not JSON", "at line 3");
  }

  @Test
  void countsCodeCellsWhereOneHasNoId() throws IOException {
    Files.writeString(notebooks.resolve("a.ipynb"),
        "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"//| export\\nint x;\"}]}");
    assertFails("notebooks/a.ipynb, code cell 1 (id none)");
  }

  @Test
  void removesWhatIsNoLongerExported() throws IOException {
    notebook("a.ipynb", "//| export\npublic class A {}", "//| export\npublic class B {}");
    export();
    notebook("a.ipynb", "//| export\npublic class A {}");
    export();
    assertThat(generated("A")).exists();
    assertThat(generated("B")).doesNotExist();
  }

  @Test
  void leavesUnchangedFilesUntouched() throws IOException {
    notebook("a.ipynb", "//| export\npublic class A {}", "//| export\npublic class B {}");
    export();
    FileTime past = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(generated("A"), past);
    Files.setLastModifiedTime(generated("B"), past);
    notebook("a.ipynb", "//| export\npublic class A {}", "//| export\npublic class B { int x; }");
    export();
    assertThat(Files.getLastModifiedTime(generated("A"))).isEqualTo(past);
    assertThat(Files.getLastModifiedTime(generated("B"))).isGreaterThan(past);
  }

  @Test
  void writesNothingWhereNoNotebookIs() throws IOException {
    Files.writeString(handWritten.resolve("Tool.java"), "package nndl; public class Tool {}");
    export();
    assertThat(out.resolve("nndl")).isEmptyDirectory();
  }
}
