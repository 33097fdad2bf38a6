package dev.freshet.analyzer.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a file keeps of a cell's last run.
 *
 * @param size how many characters of the file the outputs take
 * @param error the name of the exception that ended the run, such as {@code NameError}
 * @param texts what was printed or shown as text; pictures and widgets are left out
 */
public record StoredOutputs(int size, Optional<String> error, List<String> texts) {
  public StoredOutputs {
    texts = List.copyOf(texts);
  }

  /** Outputs of nbformat whose long texts were joined. */
  static StoredOutputs of(ArrayNode outputs, int size) {
    List<String> texts = new ArrayList<>();
    String error = null;
    for (JsonNode output : outputs) {
      if (output.path("output_type").asText().equals("error")) {
        error = output.path("ename").asText();
      }
      add(output.path("text"), texts);
      add(output.path("evalue"), texts);
      for (String type : List.of("text/plain", "text/html", "text/markdown", "application/json")) {
        add(output.path("data").path(type), texts);
      }
    }
    return new StoredOutputs(size, Optional.ofNullable(error), texts);
  }

  private static void add(JsonNode text, List<String> texts) {
    if (text.isTextual()) {
      texts.add(text.textValue());
    } else if (text.isContainerNode()) {
      texts.add(text.toString());
    }
  }
}
