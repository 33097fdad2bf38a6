package dev.freshet.executor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.OutputChange.Kind;
import dev.freshet.executor.plan.CellError;
import dev.freshet.executor.wire.FromWorker;
import dev.freshet.executor.wire.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What each cell shows; owned by the monitor's thread.
 *
 * <p>A display shows what the last cell below it made of it, by position: whichever cell ran first,
 * and whether it ran or was restored.
 */
final class OutputLog {
  private final BiConsumer<CellId, OutputChange> listener;
  private final ToIntFunction<CellId> position;
  private final Map<CellId, Showing> showings = new HashMap<>();
  private final Map<String, CellId> cells = new HashMap<>();
  // Cells whose outputs were told as a whole: who listens does not know the ids of their displays.
  private final Set<CellId> toldWhole = new HashSet<>();

  /**
   * @param position the place of a cell in the notebook, negative for one that is not in it
   */
  OutputLog(BiConsumer<CellId, OutputChange> listener, ToIntFunction<CellId> position) {
    this.listener = listener;
    this.position = position;
  }

  void begin(String run, CellId cell) {
    cells.values().removeIf(cell::equals);
    cells.put(run, cell);
  }

  /** Takes what a worker shows; executions that were withdrawn are not heard. */
  void add(FromWorker.Output output) {
    CellId cell = cells.get(output.run());
    if (cell == null) {
      return;
    }
    ObjectNode node = output.output();
    switch (output.action()) {
      case "clear" -> {
        showing(cell).clear(output.pause());
        listener.accept(cell, new OutputChange(Kind.CLEAR, output.pause(), List.of(), null));
      }
      case "updateDisplay" -> {
        if (node != null && output.displayId() != null) {
          update(cell, output.displayId(), node);
        }
      }
      default -> {
        if (node != null) {
          append(cell, node, output.displayId());
        }
      }
    }
  }

  private Showing showing(CellId cell) {
    return showings.computeIfAbsent(cell, k -> new Showing());
  }

  private void append(CellId cell, ObjectNode node, @Nullable String displayId) {
    if (displayId != null) {
      update(cell, displayId, node); // displays of that id show the same
    }
    showing(cell).append(node, displayId);
    listener.accept(
        cell, new OutputChange(Kind.APPEND, false, List.of(node.toString()), displayId));
    if (displayId != null && later(cell, displayId) != null) {
      tell(cell, displayId);
    }
  }

  private void update(CellId cell, String displayId, ObjectNode node) {
    showing(cell).update(displayId, node);
    tellAll(Set.of(displayId));
  }

  /** What the last cell below {@code cell} made of a display. */
  private @Nullable ObjectNode later(CellId cell, String displayId) {
    int last = position.applyAsInt(cell);
    ObjectNode found = null;
    for (Map.Entry<CellId, Showing> other : showings.entrySet()) {
      ObjectNode update = other.getValue().updates().get(displayId);
      if (update != null && position.applyAsInt(other.getKey()) > last) {
        last = position.applyAsInt(other.getKey());
        found = update;
      }
    }
    return found;
  }

  private void tellAll(Set<String> displayIds) {
    showings.forEach(
        (cell, showing) ->
            showing.displays().stream().filter(displayIds::contains).forEach(id -> tell(cell, id)));
  }

  private void tell(CellId cell, String displayId) {
    if (toldWhole.contains(cell)) {
      listener.accept(cell, OutputChange.of(Kind.REPLACE, of(cell)));
      return;
    }
    showing(cell)
        .display(displayId, id -> later(cell, id))
        .ifPresent(
            now ->
                listener.accept(
                    cell, new OutputChange(Kind.UPDATE_DISPLAY, false, List.of(now), displayId)));
  }

  /** Replaces what a cell shows; its execution, if one is under way, is not heard any more. */
  void show(CellId cell, List<String> kept, int executionCount) {
    cells.values().removeIf(cell::equals);
    Showing old = showing(cell);
    Showing now = Showing.of(kept, executionCount);
    showings.put(cell, now);
    toldWhole.add(cell);
    if (!old.isEmpty() || !now.isEmpty()) {
      listener.accept(cell, OutputChange.of(Kind.REPLACE, of(cell)));
    }
    if (now.isEmpty()) {
      toldWhole.remove(cell);
    }
    Set<String> changed = new HashSet<>(old.updates().keySet());
    changed.addAll(now.updates().keySet());
    if (!changed.isEmpty()) {
      tellAll(changed);
    }
  }

  void showError(CellId cell, CellError error) {
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("output_type", "error").put("ename", error.ename()).put("evalue", error.evalue());
    node.set("traceback", Json.mapper().valueToTree(error.traceback()));
    append(cell, node, null);
  }

  /** nbformat outputs. */
  List<String> of(CellId cell) {
    return showing(cell).outputs(id -> later(cell, id));
  }

  /** What an execution showed, to be kept and given to {@link #show}. */
  List<String> kept(String run) {
    CellId cell = cells.get(run);
    return cell == null ? List.of() : showing(cell).kept();
  }
}
