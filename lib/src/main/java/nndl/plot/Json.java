package nndl.plot;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import nndl.words.Words;

/** Reads and changes trees of JSON. */
final class Json {
  /** Reads JavaScript's literals too. */
  static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, JsonReadFeature.ALLOW_TRAILING_COMMA,
          JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
      .build();
  private static final JsonNode THEME = read(resource("theme.json"));

  private Json() {}

  /** The text of a resource beside this class. */
  static String resource(String name) {
    try (InputStream in = Json.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(Words.text("figure.json", e), e);
    }
  }

  /** A part of the resource that says what Plotly's objects look like. */
  static JsonNode theme(String part) {
    return THEME.at("/" + part);
  }

  /** The traces of a figure. */
  static List<ObjectNode> traces(ObjectNode figure) {
    return figure.get("data").valueStream().map(ObjectNode.class::cast).toList();
  }

  /** A new object: {@code object("line.width", 2, "line.dash", "dot")}. */
  static ObjectNode object(Object... pathsAndValues) {
    return put(MAPPER.createObjectNode(), pathsAndValues);
  }

  /** Sets values: {@code put(trace, "line.width", 2, "line.dash", "dot")}. */
  static ObjectNode put(ObjectNode object, Object... pathsAndValues) {
    for (int i = 0; i < pathsAndValues.length; i += 2) {
      String path = "/" + ((String) pathsAndValues[i]).replace('.', '/');
      int end = path.lastIndexOf('/');
      (end == 0 ? object : object.withObject(path.substring(0, end)))
          .set(path.substring(end + 1), MAPPER.valueToTree(pathsAndValues[i + 1]));
    }
    return object;
  }

  /** Sets what has no value yet. */
  static void usual(ObjectNode object, Object... pathsAndValues) {
    fill(object, object(pathsAndValues));
  }

  /** Sets what has no value yet, to the values of another object. */
  static void fill(ObjectNode object, JsonNode usual) {
    usual.properties().forEach(field -> {
      if (object.get(field.getKey()) instanceof ObjectNode child) {
        fill(child, field.getValue());
      } else {
        object.putIfAbsent(field.getKey(), field.getValue().deepCopy());
      }
    });
  }

  static void replaceAll(ArrayNode array, UnaryOperator<JsonNode> change) {
    for (int i = 0; i < array.size(); i++) {
      array.set(i, change.apply(array.get(i)));
    }
  }

  /** The finite numbers in values. */
  static DoubleStream numbers(JsonNode values) {
    return values.valueStream().mapToDouble(value -> value.asDouble(Double.NaN))
        .filter(Double::isFinite);
  }

  /** Whether values are numbers: at least one, and no texts. */
  static boolean isNumeric(JsonNode values) {
    return values.valueStream().noneMatch(JsonNode::isTextual)
        && values.valueStream().anyMatch(JsonNode::isNumber);
  }

  /**
   * Rounds all numbers to six digits, which are more than a figure shows and a third of what a
   * double may have. What is not finite becomes null, for JSON has no such numbers.
   */
  static JsonNode rounded(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(rounded(field.getValue())));
    } else if (node instanceof ArrayNode array) {
      replaceAll(array, Json::rounded);
    } else if (node.isFloatingPointNumber()) {
      double value = node.doubleValue();
      return !Double.isFinite(value) ? NullNode.instance
          : value == Math.rint(value) && Math.abs(value) < 1e15 ? LongNode.valueOf((long) value)
          : DoubleNode.valueOf(new BigDecimal(value).round(new MathContext(6)).doubleValue());
    }
    return node;
  }
}
