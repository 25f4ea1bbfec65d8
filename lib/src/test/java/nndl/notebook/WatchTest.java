package nndl.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final CountDownLatch ended = new CountDownLatch(1);

  private static Process sleeping() throws IOException {
    return new ProcessBuilder("sleep", "60").start();
  }

  @Test
  void endsSoonAfterTheProcessAndNotBefore() throws Exception {
    Process process = sleeping();
    assertThat(Watch.of("" + process.pid(), "Linux", ended::countDown)).isPresent();
    assertThat(ended.await(300, TimeUnit.MILLISECONDS)).isFalse();
    process.destroyForcibly();
    assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void watchesNothingWhereNoProcessIsNamed() throws Exception {
    for (String pid : new String[] {null, "", "0x1f", "-1", "999999999999999"}) {
      assertThat(Watch.of(pid, "Linux", ended::countDown)).isEmpty();
    }
    assertThat(ended.getCount()).isOne();
  }

  @Test
  void leavesAloneTheHandleThatWindowsHas() throws Exception {
    Process process = sleeping();
    try {
      assertThat(Watch.of("" + process.pid(), "Windows 11", ended::countDown)).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }
}
