package dev.freshet.server.promise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.server.cli.Program;
import dev.freshet.server.cli.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Runs notebooks as a user does, through the command line, in a directory of their own. */
final class Runs {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path directory;
  private int count;

  Runs(Path directory) {
    this.directory = directory;
  }

  /**
   * What a run gave.
   *
   * @param texts per cell: what it printed and its result, as a reader sees it
   */
  record Outcome(int status, List<String> texts, JsonNode report, String messages) {
    Outcome {
      texts = List.copyOf(texts);
    }

    /** {@code ran}, {@code restored}, … per cell. */
    List<String> states() {
      return stream(report.get("cells")).map(cell -> cell.get("state").asText()).toList();
    }
  }

  /** Runs these cells as the next version of the directory's notebook, on the directory's store. */
  Outcome run(List<String> cells, String... options) throws IOException {
    Path notebook = directory.resolve("notebook.ipynb");
    Files.writeString(notebook, JSON.writeValueAsString(document(cells)));
    Path out = directory.resolve("out-" + count + ".ipynb");
    Path report = directory.resolve("report-" + count++ + ".json");
    List<String> arguments = new ArrayList<>(List.of("run", notebook.toString(), "--quiet"));
    arguments.addAll(
        List.of("--store", directory.resolve("store").toString(), "-o", out.toString()));
    arguments.addAll(List.of("--report", report.toString()));
    arguments.addAll(List.of(options));
    StringWriter messages = new StringWriter();
    PrintWriter writer = new PrintWriter(messages);
    int status =
        Program.run(new Terminal(writer, writer, false, false), arguments.toArray(String[]::new));
    if (!Files.exists(out) || !Files.exists(report)) {
      throw new AssertionError("the run left no output, status " + status + ": " + messages);
    }
    List<String> texts = stream(JSON.readTree(out.toFile()).get("cells")).map(Runs::text).toList();
    return new Outcome(status, texts, JSON.readTree(report.toFile()), messages.toString());
  }

  private static ObjectNode document(List<String> cells) {
    ObjectNode document = JSON.createObjectNode().put("nbformat", 4).put("nbformat_minor", 5);
    document.putObject("metadata");
    ArrayNode list = document.putArray("cells");
    for (int i = 0; i < cells.size(); i++) {
      ObjectNode cell = list.addObject().put("cell_type", "code").put("id", "c" + i);
      cell.putNull("execution_count");
      cell.putObject("metadata");
      cell.put("source", cells.get(i)).putArray("outputs");
    }
    return document;
  }

  private static String text(JsonNode cell) {
    StringBuilder text = new StringBuilder();
    for (JsonNode output : cell.get("outputs")) {
      JsonNode shown =
          output.has("text") ? output.get("text") : output.path("data").path("text/plain");
      text.append(
          shown.isArray()
              ? String.join("", stream(shown).map(JsonNode::asText).toList())
              : shown.asText());
      if (output.has("ename")) {
        text.append(output.get("ename").asText())
            .append(": ")
            .append(output.get("evalue").asText());
      }
    }
    return text.toString().strip();
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
