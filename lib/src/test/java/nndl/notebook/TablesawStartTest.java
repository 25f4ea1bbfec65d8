package nndl.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

class TablesawStartTest {

  /** A cell that is interrupted some milliseconds after it began, and the next one. */
  static final class Cell {
    public static void main(String[] milliseconds) throws InterruptedException {
      Notebook.begin();
      Thread cell = new Thread(() -> {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        System.out.println(Table.create("made").name());
        while (!Thread.currentThread().isInterrupted() && System.nanoTime() < end) {
          Thread.onSpinWait(); // as a training does
        }
        System.out.println(Thread.interrupted() ? "interrupted" : "went on");
      });
      cell.start();
      Thread.sleep(Integer.parseInt(milliseconds[0]));
      cell.interrupt();
      cell.join();
      System.out.println(Table.create("another").name());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "50", "150", "300"})
  void anInterruptInTheFirstSecondIsHeardAndHarmsNothing(String milliseconds) throws IOException {
    assertThat(OtherJvm.run(Cell.class, Map.of(), milliseconds).lines())
        .containsExactly("made", "interrupted", "another");
  }
}
