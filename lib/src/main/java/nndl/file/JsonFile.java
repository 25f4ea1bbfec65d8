package nndl.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import nndl.words.Words;

/** Records in files, as JSON. */
public final class JsonFile {
  private static final ObjectMapper JSON = new ObjectMapper()
      .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
      .configure(JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS, true);

  private JsonFile() {}

  /**
   * Writes a file, as a whole.
   *
   * @param file where to; its folder must exist
   * @param value the record
   * @throws IOException if it cannot be written; then what was there still is
   */
  public static void write(Path file, Object value) throws IOException {
    WholeFile.write(file, JSON.writeValueAsBytes(value));
  }

  /**
   * Reads a file. Fields that the record does not have are passed over; those that the file does
   * not have are null.
   *
   * @param <T> the kind of record
   * @param file where from
   * @param type the kind of record
   * @return the record
   * @throws IllegalArgumentException if the file holds no JSON of that form
   * @throws IOException if it cannot be read
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    T value;
    try {
      value = JSON.readValue(file.toFile(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    if (value == null) {
      throw new IllegalArgumentException(Words.text("file.nothing"));
    }
    return value;
  }
}
