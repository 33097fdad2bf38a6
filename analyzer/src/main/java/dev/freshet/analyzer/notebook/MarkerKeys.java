package dev.freshet.analyzer.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code key=value} pairs at the end of a cell marker, or one JSON object instead; values are
 * JSON, as jupytext writes them.
 *
 * @param before the text in front of the pairs
 */
record MarkerKeys(String before, JsonNode values) {
  static final JsonNode NONE = JsonNodeFactory.instance.objectNode();

  private static final Pattern KEY = Pattern.compile("(?:^|\\s)([\\w@./-]+)=");

  static MarkerKeys of(String text) {
    if (text.strip().startsWith("{") && JsonScan.isObject(text)) {
      return new MarkerKeys("", JsonScan.tree(text));
    }
    Matcher key = KEY.matcher(text);
    while (key.find()) {
      Optional<ObjectNode> values = pairs(text, key.start());
      if (values.isPresent()) {
        return new MarkerKeys(text.substring(0, key.start()), values.get());
      }
    }
    return new MarkerKeys(text, NONE);
  }

  // All the rest of the line has to be pairs, else it is a title that holds an equals sign.
  private static Optional<ObjectNode> pairs(String text, int start) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    Matcher key = KEY.matcher(text);
    int at = start;
    while (!text.substring(at).isBlank()) {
      key.region(at, text.length());
      if (!key.lookingAt()) {
        return Optional.empty();
      }
      int end = JsonScan.prefixEnd(text, key.end());
      if (end < 0) {
        return Optional.empty();
      }
      values.set(key.group(1), JsonScan.tree(text.substring(key.end(), end)));
      at = end;
    }
    return Optional.of(values);
  }
}
