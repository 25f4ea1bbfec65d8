package nndl.notebook;

import static nndl.notebook.Notebook.show;
import static nndl.plot.Decorations.caption;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class NetworkDrawingTest {
  private static final String INK = "#222222";
  private static final String ERROR = "#C8371F";

  @RegisterExtension final Printed printed = new Printed();

  private static Element parsed(NetworkDrawing drawing, String caption) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(new InputSource(new StringReader(drawing.svg(caption)))).getDocumentElement();
  }

  private static List<Element> all(Element svg, String tag) {
    NodeList found = svg.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static List<String> texts(Element svg, String colour) {
    return all(svg, "text").stream().filter(text -> text.getAttribute("fill").equals(colour))
        .map(Element::getTextContent).toList();
  }

  private static double at(Element element, String name) {
    return Double.parseDouble(element.getAttribute(name));
  }

  private static NetworkDrawing full() {
    return new NetworkDrawing(3, 2, 1)
        .heading(0, "inputs & more")
        .neurons(0, "%.1f", new SimpleMatrix(3, 1, true, 0.2, 0.4, 0.6))
        .weights(1, "%.2f", new SimpleMatrix(2, 3, true, 1, 2, 3, 4, 5, -6))
        .errors(1, "δ = %.2f", new SimpleMatrix(2, 1, true, 0.25, -0.5))
        .back(2, "%.1f", new SimpleMatrix(1, 2, true, -7, 8));
  }

  @Test
  void hasNeuronsInColumnsAndAllArrows() throws Exception {
    Element svg = parsed(new NetworkDrawing(3, 2, 1), "");
    List<Element> neurons = all(svg, "circle");
    assertThat(neurons).extracting(neuron -> at(neuron, "cx"))
        .containsExactly(72.0, 72.0, 72.0, 320.0, 320.0, 568.0);
    assertThat(neurons.get(1)).extracting(neuron -> at(neuron, "cy"))
        .isEqualTo(at(neurons.get(5), "cy"))
        .isEqualTo((at(neurons.get(3), "cy") + at(neurons.get(4), "cy")) / 2);
    assertThat(all(svg, "path")).hasSize(2 * (3 * 2 + 2)); // each a line and a head
    assertThat(all(svg, "text")).isEmpty();
  }

  @Test
  void writesNumbersInRowsAndColumns() throws Exception {
    Element svg = parsed(full(), "");
    assertThat(texts(svg, INK)).containsExactly("0.2", "0.4", "0.6",
        "1.00", "2.00", "3.00", "4.00", "5.00", "−6.00");
    assertThat(texts(svg, ERROR)).containsExactly("δ = 0.25", "δ = −0.50", "−7.0", "8.0");
    assertThat(all(svg, "path").stream().filter(path -> path.getAttribute("stroke").equals(ERROR)))
        .hasSize(2);
  }

  @Test
  void putsEachNumberAtItsPlace() throws Exception {
    Element svg = parsed(full(), "");
    Element upper = all(svg, "circle").get(3);
    for (Element text : all(svg, "text")) {
      switch (text.getTextContent()) {
        case "0.2" -> assertThat(at(text, "x")).isEqualTo(72);
        case "δ = 0.25" -> {
          assertThat(at(text, "x")).isEqualTo(at(upper, "cx"));
          assertThat(at(text, "y")).isBetween(at(upper, "cy") + 36, at(upper, "cy") + 60);
        }
        case "3.00" -> assertThat(at(text, "x")).isBetween(72.0, 320.0); // into the upper neuron,
        case "−7.0" -> assertThat(at(text, "x")).isBetween(320.0, 568.0);
        default -> { }
      }
    }
    // from the last input: on a line that rises, from below the middle one's
    List<Element> numbers = all(svg, "text");
    assertThat(numbers.get(6).getTextContent()).isEqualTo("3.00");
    assertThat(at(numbers.get(6), "y")).isGreaterThan(at(numbers.get(5), "y"));
  }

  @Test
  void liesWithinItsEdgesAndTellsItsCaption() throws Exception {
    Element svg = parsed(full(), "Errors < 1 & \"small\"");
    assertThat(all(svg, "title").get(0).getTextContent()).isEqualTo("Errors < 1 & \"small\"");
    assertThat(svg.getAttribute("viewBox"))
        .isEqualTo("0 0 640 " + svg.getAttribute("height"));
    for (Element text : all(svg, "text")) {
      assertThat(at(text, "x")).isBetween(40.0, 600.0);
      assertThat(at(text, "y")).isBetween(20.0, at(svg, "height") - 14);
    }
  }

  @Test
  void aNetworkOfOneLayerIsRefused() {
    assertThatThrownBy(() -> new NetworkDrawing(3)).hasMessageContaining("at least two layers");
  }

  @Test
  void withoutAKernelItsCaptionIsShown() {
    show(full(), caption("A network."));
    assertThat(printed.text()).isEqualTo("A network.\n");
  }
}
