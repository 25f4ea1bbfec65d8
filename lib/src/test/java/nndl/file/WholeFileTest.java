package nndl.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;

  @Test
  void writesInPlaceOfWhatWasThere() throws IOException {
    Path file = folder.resolve("file");
    WholeFile.write(file, new byte[] {1, 2});
    WholeFile.write(file, new byte[] {3});
    assertThat(file).hasBinaryContent(new byte[] {3});
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void leavesNothingBehindWhereItCannotWrite() throws IOException {
    Path place = Files.createDirectory(folder.resolve("place"));
    Files.createFile(place.resolve("in it")); // so that no file can take its place
    assertThatThrownBy(() -> WholeFile.write(place, new byte[] {1}))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> WholeFile.write(folder.resolve("none").resolve("file"), new byte[1]))
        .isInstanceOf(IOException.class);
    assertThat(Files.list(folder)).containsExactly(place);
  }
}
