package dev.freshet.executor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.executor.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Values from outside, assigned at the end of the cell tagged {@code parameters}. */
final class Parameters {
  private Parameters() {}

  /**
   * The notebook with the assignments in it.
   *
   * @throws IllegalArgumentException if no cell is tagged, or a value is no JSON
   */
  static Notebook inject(Notebook notebook, Map<String, String> values) {
    if (values.isEmpty()) {
      return notebook;
    }
    List<Cell> cells = new ArrayList<>();
    boolean found = false;
    for (Cell cell : notebook.cells()) {
      boolean here = !found && cell.isCode() && cell.hasTag("parameters");
      cells.add(here ? cell.withSource(cell.source() + assignments(values)) : cell);
      found |= here;
    }
    if (!found) {
      throw new IllegalArgumentException("no code cell is tagged \"parameters\"");
    }
    return new Notebook(notebook.language(), cells);
  }

  private static String assignments(Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(values)
        .forEach((name, json) -> text.append('\n').append(name).append(" = ").append(python(json)));
    return text.toString();
  }

  private static String python(String json) {
    try {
      return literal(Json.mapper().readTree(json));
    } catch (IOException e) {
      throw new IllegalArgumentException("a parameter's value must be JSON, not " + json, e);
    }
  }

  private static String literal(JsonNode node) {
    if (node.isBoolean()) {
      return node.asBoolean() ? "True" : "False";
    }
    if (node.isNull() || node.isMissingNode()) {
      return "None";
    }
    if (node.isArray()) {
      StringJoiner items = new StringJoiner(", ", "[", "]");
      node.forEach(item -> items.add(literal(item)));
      return items.toString();
    }
    if (node.isObject()) {
      StringJoiner items = new StringJoiner(", ", "{", "}");
      node.properties().forEach(e -> items.add(quoted(e.getKey()) + ": " + literal(e.getValue())));
      return items.toString();
    }
    return node.isTextual() ? quoted(node.textValue()) : node.toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c < 32 || c == 127) {
                quoted.append(String.format("\\x%02x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }
}
