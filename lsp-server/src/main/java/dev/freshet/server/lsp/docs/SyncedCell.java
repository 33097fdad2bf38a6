package dev.freshet.server.lsp.docs;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.CellKind;
import dev.freshet.analyzer.notebook.StoredOutputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.ExecutionSummary;
import org.eclipse.lsp4j.NotebookCell;
import org.eclipse.lsp4j.NotebookCellKind;
import org.jspecify.annotations.Nullable;

/**
 * A cell that is a document of its own.
 *
 * @param uri opaque; the client gives each cell of all notebooks another one
 * @param id the id that the notebook's file gives, if the client tells
 */
record SyncedCell(
    String uri, CellKind kind, Optional<String> id, List<String> tags, Optional<Run> run) {
  /**
   * What the client says of the cell's last run.
   *
   * @param count -1 when it does not say
   * @param success empty when it does not say
   */
  record Run(int count, Optional<Boolean> success) {}

  SyncedCell {
    tags = List.copyOf(tags);
  }

  static SyncedCell of(NotebookCell cell) {
    CellKind kind = cell.getKind() == NotebookCellKind.Code ? CellKind.CODE : CellKind.MARKDOWN;
    Optional<JsonObject> metadata = object(cell.getMetadata());
    return new SyncedCell(
        cell.getDocument(),
        kind,
        metadata.flatMap(SyncedCell::id),
        tags(metadata),
        Optional.ofNullable(cell.getExecutionSummary()).map(SyncedCell::run));
  }

  private static Run run(ExecutionSummary summary) {
    return new Run(
        summary.getExecutionOrder() > 0 ? summary.getExecutionOrder() : -1,
        Optional.ofNullable(summary.getSuccess()));
  }

  /** What is known of the outputs of the last run: whether it failed. */
  Optional<StoredOutputs> outputs() {
    return run.flatMap(Run::success)
        .map(
            success ->
                new StoredOutputs(
                    0, success ? Optional.empty() : Optional.of("Exception"), List.of()));
  }

  Cell cell(CellId cellId, OpenText text) {
    return new Cell(cellId, kind, text.text(), tags, run.map(Run::count).orElse(-1));
  }

  // VS Code keeps a notebook file's cell metadata under "metadata", and the id beside it; before
  // 1.90 both lay under "custom".
  private static Optional<String> id(JsonObject metadata) {
    return string(metadata.get("id"))
        .or(() -> object(metadata.get("custom")).flatMap(custom -> string(custom.get("id"))));
  }

  private static List<String> tags(Optional<JsonObject> metadata) {
    Optional<JsonObject> custom = metadata.flatMap(m -> object(m.get("custom")));
    for (Optional<JsonObject> holder :
        List.of(
            metadata.flatMap(m -> object(m.get("metadata"))),
            custom.flatMap(c -> object(c.get("metadata"))),
            metadata)) {
      List<String> tags = holder.map(h -> strings(h.get("tags"))).orElse(List.of());
      if (!tags.isEmpty()) {
        return tags;
      }
    }
    return List.of();
  }

  private static List<String> strings(@Nullable JsonElement element) {
    List<String> found = new ArrayList<>();
    if (element instanceof JsonArray array) {
      array.forEach(item -> string(item).ifPresent(found::add));
    }
    return found;
  }

  private static Optional<String> string(@Nullable JsonElement element) {
    return element instanceof JsonPrimitive primitive && primitive.isString()
        ? Optional.of(primitive.getAsString())
        : Optional.empty();
  }

  private static Optional<JsonObject> object(@Nullable Object value) {
    return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }
}
