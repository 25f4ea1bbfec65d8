package nndl.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgeTest {
  @TempDir Path folder;

  private String warning(long built, long failed) throws IOException {
    Path jar = Files.writeString(folder.resolve("nndl.jar"), "");
    Files.setLastModifiedTime(jar, FileTime.fromMillis(built));
    Path word = Files.writeString(folder.resolve("outdated"), "03, code cell 2, line 1: oops\n");
    Files.setLastModifiedTime(word, FileTime.fromMillis(failed));
    return Age.warning(jar);
  }

  @Test
  void warnsIfTheLastBuildFailed() throws IOException {
    assertThat(warning(1000, 2000)).isEqualTo("""
        The library is older than the notebooks, since it could not be built:
        03, code cell 2, line 1: oops
        Mend that, run ./run setup, and restart the kernel.
        """);
  }

  @Test
  void saysNothingIfTheLibraryWasBuiltSince() throws IOException {
    assertThat(warning(2000, 1000)).isEmpty();
  }

  @Test
  void saysNothingIfNoBuildFailed() throws IOException {
    Path jar = Files.writeString(folder.resolve("nndl.jar"), "");
    assertThat(Age.warning(jar)).isEmpty();
  }
}
