package dev.freshet.analyzer.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes JSON values as Python's {@code json.dumps} would, in the style of a given file. */
final class JsonWriter {
  private final JsonStyle style;
  private final StringBuilder out = new StringBuilder();

  private JsonWriter(JsonStyle style) {
    this.style = style;
  }

  /** The text of a value whose key or bracket stands on a line indented by {@code indent}. */
  static String write(JsonNode value, JsonStyle style, String indent) {
    JsonWriter writer = new JsonWriter(style);
    writer.value(value, indent);
    return writer.out.toString();
  }

  /** The text of a key. */
  static String quote(String key, JsonStyle style) {
    JsonWriter writer = new JsonWriter(style);
    writer.string(key);
    return writer.out.toString();
  }

  private void value(JsonNode value, String indent) {
    if (value.isObject()) {
      object(value, indent);
    } else if (value.isArray()) {
      array(value, indent);
    } else if (value.isTextual()) {
      string(value.textValue());
    } else if (value.isFloatingPointNumber()) {
      out.append(PythonFloat.repr(value));
    } else {
      out.append(value.asText());
    }
  }

  private void object(JsonNode object, String indent) {
    List<Map.Entry<String, JsonNode>> entries = new ArrayList<>();
    object.properties().forEach(entries::add);
    if (style.sorted()) {
      entries.sort(Map.Entry.comparingByKey());
    }
    String inner = indent + style.indent();
    String separator = "{";
    for (Map.Entry<String, JsonNode> entry : entries) {
      open(separator, inner);
      string(entry.getKey());
      out.append(style.colon());
      value(entry.getValue(), inner);
      separator = ",";
    }
    close(entries.isEmpty() ? "{}" : "}", entries.isEmpty(), indent);
  }

  private void array(JsonNode array, String indent) {
    String inner = indent + style.indent();
    String separator = "[";
    for (Iterator<JsonNode> it = array.elements(); it.hasNext(); separator = ",") {
      open(separator, inner);
      value(it.next(), inner);
    }
    close(array.isEmpty() ? "[]" : "]", array.isEmpty(), indent);
  }

  private void open(String separator, String indent) {
    if (style.pretty()) {
      out.append(separator).append(style.newline()).append(indent);
    } else {
      out.append(separator.equals(",") ? style.comma() : separator);
    }
  }

  private void close(String bracket, boolean empty, String indent) {
    if (style.pretty() && !empty) {
      out.append(style.newline()).append(indent);
    }
    out.append(bracket);
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text, i);
    }
    out.append('"');
  }

  private void character(String text, int at) {
    char c = text.charAt(at);
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> {
        if (c < 0x20 || (c > 0x7e && style.ascii() && c != 0x7f) || loneSurrogate(text, at)) {
          out.append(String.format("\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }

  // Half a surrogate pair has no UTF-8 form, so it can only be written as an escape.
  private static boolean loneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
