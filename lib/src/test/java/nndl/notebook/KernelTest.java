package nndl.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ScatterTrace;

class KernelTest {

  /** A cell that shows a figure, twice. */
  static final class Cell {
    public static void main(String[] title) {
      for (int i = 0; i < 2; i++) {
        Notebook.show(new Figure(Layout.builder(title[0]).build(),
            ScatterTrace.builder(new double[] {1, 2}, new double[] {1, 2}).build()));
      }
    }
  }

  @Test
  void aKernelOfAnUnknownKindIsToldOnceThatItShowsNoFigures() throws IOException {
    Map<String, String> kernel = Map.of("JPY_PARENT_PID", "" + ProcessHandle.current().pid());
    assertThat(OtherJvm.run(Cell.class, kernel, "A line").lines()).containsExactly(
        "This Java kernel shows of figures only what they say in words. JJava 1.0a6 or later shows"
            + " them, and IJava 1.3.0 or later; ./run lab brings one.",
        "A line", "A line");
  }

  @Test
  void whereNoKernelIsTheTextIsEnough() throws IOException {
    assertThat(OtherJvm.run(Cell.class, Map.of(), "A line").lines())
        .containsExactly("A line", "A line");
  }
}
