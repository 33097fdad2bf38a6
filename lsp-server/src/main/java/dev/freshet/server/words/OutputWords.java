package dev.freshet.server.words;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What nbformat output objects say as plain text. */
public final class OutputWords {
  private static final Pattern ESCAPE = Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]");
  private static final int LONGEST_LINE = 200;

  private OutputWords() {}

  /** At most so many lines; empty when the outputs say nothing. */
  public static String brief(List<JsonNode> outputs, int lines) {
    String text = outputs.stream().map(OutputWords::text).collect(Collectors.joining());
    List<String> all = settled(text).stripTrailing().lines().map(OutputWords::cut).toList();
    if (all.size() <= lines) {
      return String.join("\n", all);
    }
    int left = all.size() - lines;
    String more = "… " + left + (left == 1 ? " more line" : " more lines");
    return String.join("\n", all.subList(0, lines)) + "\n" + more;
  }

  private static String cut(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }

  /** The text as a terminal would show it: without escapes, progress bars at their last state. */
  private static String settled(String text) {
    String plain = ESCAPE.matcher(text).replaceAll("").replace("\r\n", "\n");
    return plain
        .lines()
        .map(line -> line.substring(line.stripTrailing().lastIndexOf('\r') + 1))
        .collect(Collectors.joining("\n"));
  }

  private static String text(JsonNode output) {
    return switch (output.path("output_type").asText()) {
      case "stream" -> joined(output.path("text"));
      case "error" -> error(output);
      default -> data(output.path("data"));
    };
  }

  private static String error(JsonNode output) {
    String traceback = joined(output.path("traceback"), "\n");
    return traceback.isBlank()
        ? output.path("ename").asText() + ": " + output.path("evalue").asText() + "\n"
        : traceback + "\n";
  }

  private static String data(JsonNode data) {
    if (data.has("text/plain")) {
      return joined(data.path("text/plain")) + "\n";
    }
    return data.fieldNames().hasNext() ? "[" + data.fieldNames().next() + "]\n" : "";
  }

  private static String joined(JsonNode text) {
    return joined(text, "");
  }

  private static String joined(JsonNode text, String separator) {
    if (!text.isArray()) {
      return text.asText();
    }
    StringBuilder all = new StringBuilder();
    for (JsonNode part : text) {
      all.append(all.isEmpty() ? "" : separator).append(part.asText());
    }
    return all.toString();
  }
}
