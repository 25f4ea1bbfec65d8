package nndl.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** How the series of a figure look; unknown keys take the next of the cycle as they come. */
final class Looks {
  private final List<String> firsts = new ArrayList<>();
  private final List<String> seconds = new ArrayList<>();

  /**
   * What a key says of a trace. Of two factor values, the first chooses the colour, the second
   * dash, marker and pattern.
   *
   * @param look where the theme has the names of such properties
   */
  JsonNode of(String key, JsonNode look) {
    String[] factors = Labels.factors(key);
    String first = Labels.look(factors[0] + ".color") != null ? factors[0]
        : "cycle " + place(factors[0], firsts) % 7;
    String second = factors.length == 1 ? first : factors[1];
    if (Labels.look(second + ".dash") == null) {
      second = factors.length == 1 || Labels.look(second) != null ? first
          : "second " + place(second, seconds) % 5;
    }
    return filled(look.deepCopy(), Labels.look(first + ".color"), second);
  }

  private static JsonNode filled(JsonNode look, String color, String second) {
    if (look instanceof ObjectNode object) {
      object.properties().forEach(e -> e.setValue(filled(e.getValue(), color, second)));
      return object;
    }
    int rgb = Integer.decode(color);
    String property = look.asText();
    return Json.MAPPER.valueToTree(property.equals("color") ? color
        : property.startsWith("0.") ? "rgba(%s, %s, %s, %s)".formatted( // how opaque it is
            rgb >> 16, rgb >> 8 & 255, rgb & 255, property)
        : Labels.look(second + "." + property));
  }

  private static int place(String factor, List<String> seen) {
    if (!seen.contains(factor)) {
      seen.add(factor);
    }
    return seen.indexOf(factor);
  }
}
