package dev.freshet.analyzer.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes notebook files of every style, with awkward texts, from a seed. */
final class RandomFiles {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> PIECES =
      List.of(
          "x = 1", "é", "😀", "\"", "\\", "\n", "\n\n", "\t", "{", "],", "\u2028", "\u001b[0m", "");

  private final Random random;
  private final JsonStyle style;

  RandomFiles(Random random) {
    this.random = random;
    String newline = pick(List.of("\n", "\r\n", ""));
    String indent = newline.isEmpty() ? "" : pick(List.of(" ", "  ", "\t", "    "));
    this.style =
        new JsonStyle(
            newline,
            indent,
            pick(List.of(": ", ":", " : ")),
            pick(List.of(", ", ",")),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean());
  }

  /** The text of a notebook of some cells. */
  String file() {
    ObjectNode file = JSON.objectNode();
    file.put("nbformat", 4).put("nbformat_minor", random.nextInt(6));
    ArrayNode cells = file.putArray("cells");
    int count = 2 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      cells.add(cell(i));
    }
    file.putObject("metadata").put("extra", text()).putArray("empty");
    return JsonWriter.write(file, style, "") + pick(List.of("", "\n", "\r\n"));
  }

  private ObjectNode cell(int index) {
    boolean code = random.nextInt(3) > 0;
    ObjectNode cell = JSON.objectNode();
    cell.put("id", "cell-" + index).put("cell_type", code ? "code" : "markdown");
    cell.set("source", Multiline.split(text(), style.lines()));
    ObjectNode metadata = cell.putObject("metadata");
    if (random.nextBoolean()) {
      metadata.put("collapsed", true);
    }
    if (code) {
      cell.putNull("execution_count");
      cell.set("outputs", Multiline.fileOutputs(outputs(), style.lines()));
    }
    return cell;
  }

  ArrayNode outputs() {
    ArrayNode outputs = JSON.arrayNode();
    for (int i = random.nextInt(3); i > 0; i--) {
      outputs.add(random.nextBoolean() ? stream() : display());
    }
    return outputs;
  }

  private JsonNode stream() {
    return JSON.objectNode().put("output_type", "stream").put("name", "stdout").put("text", text());
  }

  private JsonNode display() {
    ObjectNode display = JSON.objectNode().put("output_type", "display_data");
    ObjectNode data = display.putObject("data").put("text/plain", text());
    data.putObject("application/json").put("f", random.nextGaussian() * 1e10).putArray("a").add(1);
    display.putObject("metadata");
    return display;
  }

  String text() {
    return IntStream.range(0, random.nextInt(8))
        .mapToObj(i -> pick(PIECES))
        .collect(Collectors.joining());
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
