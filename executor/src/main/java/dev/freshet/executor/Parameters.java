package dev.freshet.executor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.ShownExpression;
import dev.freshet.executor.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      cells.add(here ? cell.withSource(assigned(cell.source(), values)) : cell);
      found |= here;
    }
    if (!found) {
      throw new IllegalArgumentException("no code cell is tagged \"parameters\"");
    }
    return new Notebook(notebook.language(), cells);
  }

  /**
   * Where the text ends in an expression, that one is evaluated first and still the one that is
   * shown: {@code [(rate), rate := 2][0]}.
   */
  private static String assigned(String source, Map<String, String> values) {
    Optional<SourceRange> shown = ShownExpression.of(source);
    if (shown.isEmpty()) {
      return source + assignments(values, "\n", " = ");
    }
    int start = shown.get().start();
    int end = shown.get().end();
    return source.substring(0, start)
        + "[("
        + source.substring(start, end)
        + ")"
        + assignments(values, ", ", " := ")
        + "][0]"
        + source.substring(end);
  }

  private static String assignments(Map<String, String> values, String before, String sign) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(values)
        .forEach(
            (name, json) -> text.append(before).append(name).append(sign).append(python(json)));
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
