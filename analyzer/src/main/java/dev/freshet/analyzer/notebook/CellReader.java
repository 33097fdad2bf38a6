package dev.freshet.analyzer.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.analyzer.notebook.UnreadableNotebookException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the cells of a notebook file into the model, repairing what can be repaired. */
final class CellReader {
  private static final int NO_COUNT = -1;

  private final NotebookLayout layout;
  private final List<String> warnings;

  CellReader(NotebookLayout layout, List<String> warnings) {
    this.layout = layout;
    this.warnings = warnings;
  }

  /** The cells in order, with the file's ids or made-up ones. */
  List<Cell> read() {
    List<CellIds.Draft> drafts = new ArrayList<>();
    List<Cell> cells = cells();
    for (int i = 0; i < cells.size(); i++) {
      drafts.add(new CellIds.Draft(id(i), cells.get(i).kind(), cells.get(i).source()));
    }
    return withIds(cells, CellIds.assign(drafts, warnings, CellIds.STRICT));
  }

  /** The cells in order, with the ids that they had before a change. */
  List<Cell> reread(List<CellId> ids) {
    return withIds(cells(), ids);
  }

  private List<Cell> cells() {
    return IntStream.range(0, layout.elements().size())
        .mapToObj(i -> cell(i, layout.cell(i)))
        .toList();
  }

  private static List<Cell> withIds(List<Cell> cells, List<CellId> ids) {
    return IntStream.range(0, cells.size()).mapToObj(i -> cells.get(i).withId(ids.get(i))).toList();
  }

  private @Nullable String id(int index) {
    JsonNode id = layout.cell(index).get("id").orElse(null);
    if (id == null && layout.withIds()) {
      warnings.add("cell " + index + " has no id, though its notebook format wants one");
    }
    return id == null ? null : id.asText();
  }

  private Cell cell(int index, CellText text) {
    JsonNode source = text.get("source").orElse(null);
    if (source == null || !Multiline.isText(source)) {
      throw bad(index, "has no \"source\" that is a text or an array of texts");
    }
    CellKind kind = kind(index, text);
    JsonNode tags = text.get("metadata").map(m -> m.path("tags")).orElse(source.path("tags"));
    List<String> tagNames = new ArrayList<>();
    tags.forEach(tag -> tagNames.add(tag.asText()));
    int count = text.get("execution_count").map(c -> c.asInt(NO_COUNT)).orElse(NO_COUNT);
    return new Cell(
        new CellId("pending-" + index),
        kind,
        unixLines(Multiline.join(source)),
        tagNames,
        kind == CellKind.CODE ? count : NO_COUNT);
  }

  private CellKind kind(int index, CellText text) {
    String type = text.get("cell_type").map(JsonNode::textValue).orElse(null);
    if (type == null) {
      throw bad(index, "has no \"cell_type\"");
    }
    return switch (type) {
      case "code" -> CellKind.CODE;
      case "markdown" -> CellKind.MARKDOWN;
      case "raw" -> CellKind.RAW;
      default -> {
        warnings.add("cell " + index + " has the unknown type \"" + type + "\"; read as raw");
        yield CellKind.RAW;
      }
    };
  }

  private static String unixLines(String text) {
    return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static UnreadableNotebookException bad(int index, String what) {
    return new UnreadableNotebookException(Reason.BAD_CELL, "cell " + index + " " + what);
  }
}
