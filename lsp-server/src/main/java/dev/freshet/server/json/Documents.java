package dev.freshet.server.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Writes documents as JSON text: fields in the order that docs/interfaces.md gives, nulls shown.
 */
public final class Documents {
  static final int VERSION = 1;

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

  private Documents() {}

  /** One line. */
  public static String compact(Object document) {
    return write(MAPPER.writer(), document);
  }

  public static String pretty(Object document) {
    return write(PRETTY, document);
  }

  private static String write(ObjectWriter writer, Object document) {
    try {
      return writer.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document of records could not be written", e);
    }
  }
}
