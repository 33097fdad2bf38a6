package dev.freshet.analyzer.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.StreamSupport;

/**
 * Long texts in notebooks, which may be one string or an array of lines: nbformat's rules for which
 * texts those are and where lines end.
 */
final class Multiline {
  private static final Set<String> TEXT_TYPES = Set.of("application/javascript", "image/svg+xml");
  // The line ends of Python's str.splitlines, which nbformat uses.
  private static final String LINE_ENDS = "\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029";

  private Multiline() {}

  static boolean isText(JsonNode node) {
    return node.isTextual() || (node.isArray() && elements(node).allMatch(JsonNode::isTextual));
  }

  static String join(JsonNode text) {
    StringBuilder joined = new StringBuilder();
    if (text.isTextual()) {
      return text.textValue();
    }
    text.forEach(line -> joined.append(line.textValue()));
    return joined.toString();
  }

  static JsonNode split(String text, boolean lines) {
    if (!lines) {
      return TextNode.valueOf(text);
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    int start = 0;
    while (start < text.length()) {
      int end = lineEnd(text, start);
      array.add(text.substring(start, end));
      start = end;
    }
    return array;
  }

  /** Outputs with every long text in one string: the form to compare and to compute with. */
  static ArrayNode joinOutputs(JsonNode outputs) {
    return outputs(outputs, (key, text) -> isText(text) ? TextNode.valueOf(join(text)) : text);
  }

  /** Outputs as a file holds them: joined, or long texts as lines. */
  static ArrayNode fileOutputs(JsonNode outputs, boolean lines) {
    return outputs(
        joinOutputs(outputs),
        (key, text) ->
            lines && text.isTextual() && isSplitType(key) ? split(text.textValue(), true) : text);
  }

  private static boolean isSplitType(String key) {
    return key.equals("text") || key.startsWith("text/") || TEXT_TYPES.contains(key);
  }

  private static boolean isJsonType(String key) {
    return key.equals("application/json")
        || (key.startsWith("application/") && key.endsWith("+json"));
  }

  private static ArrayNode outputs(
      JsonNode outputs, BiFunction<String, JsonNode, JsonNode> change) {
    ArrayNode changed = JsonNodeFactory.instance.arrayNode();
    outputs.forEach(output -> changed.add(output(output, change)));
    return changed;
  }

  private static JsonNode output(JsonNode output, BiFunction<String, JsonNode, JsonNode> change) {
    if (!(output instanceof ObjectNode object)) {
      return output;
    }
    ObjectNode copy = object.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      copy.set(
          member.getKey(),
          switch (member.getKey()) {
            case "text" -> change.apply("text", member.getValue());
            case "data" -> bundle(member.getValue(), change);
            default -> member.getValue();
          });
    }
    return copy;
  }

  private static JsonNode bundle(JsonNode data, BiFunction<String, JsonNode, JsonNode> change) {
    if (!(data instanceof ObjectNode object)) {
      return data;
    }
    ObjectNode copy = object.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String type = member.getKey();
      copy.set(type, isJsonType(type) ? member.getValue() : change.apply(type, member.getValue()));
    }
    return copy;
  }

  private static int lineEnd(String text, int start) {
    int at = start;
    while (at < text.length() && LINE_ENDS.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    boolean pair = text.startsWith("\r\n", at);
    return Math.min(text.length(), at + (pair ? 2 : 1));
  }

  private static java.util.stream.Stream<JsonNode> elements(JsonNode array) {
    Iterable<JsonNode> all = array;
    return StreamSupport.stream(all.spliterator(), false);
  }
}
