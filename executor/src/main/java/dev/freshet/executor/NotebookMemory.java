package dev.freshet.executor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.session.Memory;
import dev.freshet.executor.store.ResultStore;
import dev.freshet.executor.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code notebook.json} in a store: which execution counted for each cell when the notebook was
 * last seen.
 */
public final class NotebookMemory {
  private static final String NOTE = "notebook";
  private static final int VERSION = 1;

  private NotebookMemory() {}

  static void save(ResultStore store, Memory memory) throws IOException {
    ObjectNode note = Json.mapper().createObjectNode().put("version", VERSION);
    note.put("environment", memory.environment().orElse(null));
    ArrayNode cells = note.putArray("cells");
    for (Memory.Cell cell : memory.cells()) {
      ObjectNode entry = cells.addObject();
      entry.put("id", cell.id().value()).put("digest", cell.digest()).put("run", cell.run());
      if (cell.failed() != null) {
        entry.set("failed", Json.mapper().valueToTree(cell.failed()));
      }
    }
    ArrayNode aborted = note.putArray("aborted");
    memory.aborted().forEach(id -> aborted.add(id.value()));
    store.saveNote(NOTE, note);
  }

  /** Empty when there is none, or none that can be read. */
  static Optional<Memory> load(ResultStore store) {
    return store
        .note(NOTE)
        .filter(note -> note.path("version").asInt() == VERSION)
        .map(NotebookMemory::memory);
  }

  /** The execution that counted last for a cell with this code, if one is remembered. */
  public static Optional<String> lastRun(ResultStore store, CellId id, String digest) {
    return load(store).orElse(Memory.NOTHING).cells().stream()
        .filter(cell -> cell.id().equals(id) && cell.digest().equals(digest))
        .map(Memory.Cell::run)
        .findFirst();
  }

  private static Memory memory(JsonNode note) {
    List<Memory.Cell> cells = new ArrayList<>();
    for (JsonNode cell : note.path("cells")) {
      Optional<Execution> failed = failed(cell.path("failed"));
      if (failed.isPresent() || !cell.has("failed")) {
        cells.add(
            new Memory.Cell(
                new CellId(cell.path("id").asText()),
                cell.path("digest").asText(),
                cell.path("run").asText(),
                failed.orElse(null)));
      }
    }
    Set<CellId> aborted = new LinkedHashSet<>();
    note.path("aborted").forEach(id -> aborted.add(new CellId(id.asText())));
    return new Memory(Optional.ofNullable(note.path("environment").textValue()), cells, aborted);
  }

  private static Optional<Execution> failed(JsonNode node) {
    try {
      return node.isObject()
          ? Optional.of(Json.mapper().treeToValue(node, Execution.class))
          : Optional.empty();
    } catch (JsonProcessingException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
