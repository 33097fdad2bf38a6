package dev.freshet.server.lsp.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.notebook.Cell;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How cells, their status and their outputs are put into words. */
public final class Wording {
  private static final int LONGEST_TITLE = 50;
  private static final int OUTPUT_LINES = 20;

  private Wording() {}

  /** The cell's title, else its first line. */
  static String title(View view, int index) {
    String title = view.open().title(index);
    if (!title.isBlank()) {
      return title;
    }
    Cell cell = view.open().notebook().cell(index);
    String line = cell.source().strip().lines().findFirst().orElse("").strip();
    String shown = line.isEmpty() ? "cell " + index : line;
    return shown.length() <= LONGEST_TITLE ? shown : shown.substring(0, LONGEST_TITLE - 1) + "…";
  }

  /** Such as {@code stale: df changed in cell 3}. */
  public static String status(CellState state) {
    String validity =
        switch (state.validity()) {
          case "neverRun" -> "not run yet";
          case "aborted" -> "not run, because a cell it needs failed";
          default -> state.validity();
        };
    String activity = state.isActive() ? state.activity() + ", " : "";
    String reasons = reasons(state.reasons());
    return activity + validity + (reasons.isEmpty() ? "" : ": " + reasons);
  }

  static String reasons(List<Reason> reasons) {
    return reasons.stream().map(Reason::message).distinct().collect(Collectors.joining("; "));
  }

  static String duration(double millis) {
    return millis < 1000
        ? String.format(Locale.ROOT, "%.0f ms", millis)
        : String.format(Locale.ROOT, "%.1f s", millis / 1000);
  }

  /** What outputs say as plain text, cut after some lines; empty when they say nothing. */
  public static String outputs(List<JsonNode> outputs) {
    String text = outputs.stream().map(Wording::text).collect(Collectors.joining()).stripTrailing();
    List<String> lines = text.lines().toList();
    if (lines.size() <= OUTPUT_LINES) {
      return text;
    }
    int left = lines.size() - OUTPUT_LINES;
    return String.join("\n", lines.subList(0, OUTPUT_LINES)) + "\n… " + left + " more lines";
  }

  private static String text(JsonNode output) {
    return switch (output.path("output_type").asText()) {
      case "stream" -> joined(output.path("text"));
      case "error" -> output.path("ename").asText() + ": " + output.path("evalue").asText() + "\n";
      default -> data(output.path("data"));
    };
  }

  private static String data(JsonNode data) {
    if (data.has("text/plain")) {
      return joined(data.path("text/plain")) + "\n";
    }
    return data.fieldNames().hasNext() ? "[" + data.fieldNames().next() + "]\n" : "";
  }

  private static String joined(JsonNode text) {
    if (!text.isArray()) {
      return text.asText();
    }
    StringBuilder all = new StringBuilder();
    text.forEach(part -> all.append(part.asText()));
    return all.toString();
  }
}
