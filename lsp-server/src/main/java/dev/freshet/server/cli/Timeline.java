package dev.freshet.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.executor.RunReport;
import dev.freshet.server.files.NotebookInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A run as a page of its own: what ran where, what waited for what, what was restored. */
final class Timeline {
  private static final int LONGEST_SOURCE = 400;

  private final RunReport report;
  private final NotebookInput input;

  Timeline(RunReport report, NotebookInput input) {
    this.report = report;
    this.input = input;
  }

  /** The page, with all it needs inside. */
  String page() {
    // "</" would end the script that holds the data.
    String data = data().toString().replace("</", "<\\/").replace("<!--", "<\\!--");
    return template()
        .replace("{{title}}", escaped(report.document().notebook()))
        .replace("{{data}}", data);
  }

  private ObjectNode data() {
    ObjectNode data = report.json();
    CellNames names = new CellNames(input);
    data.path("cells")
        .forEach(
            node -> {
              if (node instanceof ObjectNode cell) {
                int index = cell.path("index").asInt();
                Cell of = input.notebook().cell(index);
                String source = of.source().strip();
                cell.put("title", names.of(index)).put("line", names.firstLine(index));
                cell.put(
                    "source",
                    source.length() <= LONGEST_SOURCE
                        ? source
                        : source.substring(0, LONGEST_SOURCE) + "…");
              }
            });
    ArrayNode path = data.putArray("criticalPath");
    CriticalPath.of(report.document().cells()).forEach(path::add);
    return data;
  }

  private static String template() {
    try (InputStream page =
        Objects.requireNonNull(Timeline.class.getResourceAsStream("/timeline/page.html"))) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
