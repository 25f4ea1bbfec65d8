package nndl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClaimsTest {
  @Test
  void givesBackWhatWasFoundLast() {
    Claims.note(3, "test", "%.1f %% saturated", 83.71);
    assertThat(Claims.found(3, "test")).isEqualTo("83.7 % saturated");
    Claims.note(3, "test", "“z” < 0 & σ′");
    assertThat(Claims.found(3, "test")).isEqualTo("“z” < 0 & σ′");
  }

  @Test
  void keepsClaimsAndNotebooksApart() {
    Claims.note(4, "test-a", "from a");
    Claims.note(4, "test-b", "from b");
    Claims.note(5, "test-a", "another claim");
    assertThat(Claims.found(4, "test-a")).isEqualTo("from a");
    assertThat(Claims.found(4, "test-b")).isEqualTo("from b");
    assertThat(Claims.found(5, "test-a")).isEqualTo("another claim");
  }

  @Test
  void saysWhichNotebookToRunFirst() {
    assertThat(Claims.found(1, "never")).isEqualTo("run notebook never first");
  }

  @Test
  void thereAreTwelve() {
    assertThatThrownBy(() -> Claims.note(13, "test", "x"))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 to 12");
    assertThatThrownBy(() -> Claims.found(0, "test"))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 to 12");
  }
}
