package nndl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nndl.random.NumpyRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFileTest {
  /** As Python's json.dump writes network2.py's dictionary, for the sizes 2, 2, 1. */
  private static final String PYTHONS = """
      {"sizes": [2, 2, 1], "weights": [[[0.5, -1], [1e-05, 2.0]], [[3, 0.25]]], \
      "biases": [[[0.125], [-2]], [[1.5]]], "cost": "CrossEntropyCost"}""";

  @TempDir Path folder;

  private static Network drawn(Cost cost) {
    return new Network(new int[] {7, 5, 3}, cost, Initializer.OLD, new NumpyRandom(1));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("net.json"), text);
  }

  private void assertRefused(String text, String... parts) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> NetworkFile.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("does not hold a network");
    assertThat(parts).allSatisfy(part -> assertThatThrownBy(() -> NetworkFile.load(file))
        .hasMessageContaining(part));
  }

  @ParameterizedTest
  @EnumSource
  void readsExactlyWhatItWrote(Cost cost) throws IOException {
    Path file = folder.resolve("net.json");
    Network net = drawn(cost);
    net.weights[0].set(0, 0, Double.MIN_VALUE);
    net.weights[0].set(0, 1, -Double.MAX_VALUE);
    net.weights[0].set(0, 2, 0.1 + 0.2);
    NetworkFile.save(net, file);
    Network loaded = NetworkFile.load(file);
    assertThat(loaded.sizes).containsExactly(7, 5, 3);
    assertThat(loaded.cost).isSameAs(cost);
    assertThat(SmallDigits.difference(loaded, net)).isZero();
  }

  @Test
  void writesTheFormOfNetwork2() throws IOException {
    Path file = folder.resolve("net.json");
    NetworkFile.save(drawn(Cost.QUADRATIC), file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.fieldNames()).toIterable()
        .containsExactlyInAnyOrder("sizes", "weights", "biases", "cost");
    assertThat(json.get("cost").textValue()).isEqualTo("QuadraticCost");
    assertThat(json.at("/weights/0")).hasSize(5);
    assertThat(json.at("/weights/0/4")).hasSize(7);
    assertThat(json.at("/biases/1")).hasSize(3);
    assertThat(json.at("/biases/1/2")).hasSize(1);
  }

  @Test
  void readsWhatPythonWrote() throws IOException {
    Network net = NetworkFile.load(write(PYTHONS));
    assertThat(net.sizes).containsExactly(2, 2, 1);
    assertThat(net.cost).isSameAs(Cost.CROSS_ENTROPY);
    assertThat(net.weights[0].getDDRM().data).containsExactly(0.5, -1, 1e-5, 2);
    assertThat(net.weights[1].getDDRM().data).containsExactly(3, 0.25);
    assertThat(net.biases[0].getDDRM().data).containsExactly(0.125, -2);
    assertThat(net.biases[1].getDDRM().data).containsExactly(1.5);
  }

  @Test
  void ignoresFieldsThatItDoesNotKnow() throws IOException {
    Path file = write(PYTHONS.replaceFirst("\\{", "{\"author\": {\"name\": \"me\"}, "));
    assertThat(NetworkFile.load(file).sizes).containsExactly(2, 2, 1);
  }

  @Test
  void replacesAnEarlierFile() throws IOException {
    Path file = write(PYTHONS);
    NetworkFile.save(drawn(Cost.QUADRATIC), file);
    assertThat(NetworkFile.load(file).sizes).containsExactly(7, 5, 3);
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "hello", "<html></html>", "[1, 2]", "null", "3"})
  void refusesWhatIsNoNetwork(String text) throws IOException {
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sizes", "weights", "biases", "cost"})
  void namesAMissingField(String field) throws IOException {
    assertRefused(PYTHONS.replace("\"" + field + "\"", "\"other\""), field);
  }

  @Test
  void refusesLayersWithoutNeurons() throws IOException {
    assertRefused(PYTHONS.replace("[2, 2, 1]", "[2, 0, 1]"), "layer sizes [2, 0, 1]");
  }

  @Test
  void namesWeightsOfTheWrongShape() throws IOException {
    assertRefused(PYTHONS.replace("[0.5, -1]", "[0.5, -1, 3]"),
        "weights into layer 1", "2 × 3", "2 × 2");
    assertRefused(PYTHONS.replace("[[3, 0.25]]", "[]"), "weights into layer 2", "1 × 2");
    assertRefused(PYTHONS.replace(", [[3, 0.25]]", ""), "weights into layer 2");
  }

  @Test
  void namesBiasesOfTheWrongShape() throws IOException {
    assertRefused(PYTHONS.replace("[[1.5]]", "[[1.5], [2]]"), "biases into layer 2", "1 × 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
  void refusesWeightsThatAreNoNumbers(String value) throws IOException {
    assertRefused(PYTHONS.replace("0.25", value), "weights into layer 2", "entry 1", value);
  }

  @Test
  void refusesBiasesThatAreNoNumbers() throws IOException {
    assertRefused(PYTHONS.replace("1.5", "NaN"), "biases into layer 2", "NaN");
  }

  @Test
  void refusesTextInPlaceOfAWeight() throws IOException {
    assertRefused(PYTHONS.replace("0.25", "\"much\""), "much");
  }

  @Test
  void namesAnUnknownCost() throws IOException {
    assertRefused(PYTHONS.replace("CrossEntropyCost", "HingeCost"), "\"HingeCost\" is unknown");
  }

  @Test
  void namesAFileThatIsNotThere() {
    Path file = folder.resolve("nothing.json");
    assertThatThrownBy(() -> NetworkFile.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing.json");
  }

  @Test
  void leavesNothingBehindWhereTheFolderDoesNotExist() {
    Path file = folder.resolve("nowhere/net.json");
    assertThatThrownBy(() -> NetworkFile.save(drawn(Cost.QUADRATIC), file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leavesNothingBehindWhereTheFileCannotBeReplaced() throws IOException {
    Path file = Files.createDirectories(folder.resolve("net.json/inside")).getParent();
    assertThatThrownBy(() -> NetworkFile.save(drawn(Cost.QUADRATIC), file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("net.json");
    assertThat(folder.toFile().list()).containsExactly("net.json");
  }

  @Test
  void refusesNeuronsThatTheFormatCannotName() {
    Activation half = new Activation() {
      @Override
      public double of(double z) {
        return z / 2;
      }

      @Override
      public double derivative(double a) {
        return 0.5;
      }
    };
    Network net = new Network(
        new int[] {3, 2, 1}, half, Cost.QUADRATIC, Initializer.NEW, new NumpyRandom(1));
    assertThatThrownBy(() -> NetworkFile.save(net, folder.resolve("net.json")))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("sigmoid");
  }
}
