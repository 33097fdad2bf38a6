package dev.freshet.executor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.OutputChange.Kind;
import dev.freshet.executor.plan.CellError;
import dev.freshet.executor.wire.FromWorker;
import dev.freshet.executor.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What each cell shows; owned by the monitor's thread. */
final class OutputLog {
  private final BiConsumer<CellId, OutputChange> listener;
  private final Map<CellId, List<Shown>> shown = new HashMap<>();
  private final Map<String, CellId> cells = new HashMap<>();
  private final Map<CellId, Boolean> clearNext = new HashMap<>();

  OutputLog(BiConsumer<CellId, OutputChange> listener) {
    this.listener = listener;
  }

  /** One output; a stream's text grows in place. */
  private static final class Shown {
    final ObjectNode node;
    final @Nullable String displayId;
    final @Nullable StringBuilder text;

    Shown(ObjectNode node, @Nullable String displayId) {
      this.node = node;
      this.displayId = displayId;
      this.text = isStream(node) ? new StringBuilder(textOf(node)) : null;
    }

    String json() {
      if (text != null) {
        node.put("text", text.toString());
      }
      return node.toString();
    }

    boolean grows(ObjectNode more) {
      return text != null
          && isStream(more)
          && node.path("name").asText().equals(more.path("name").asText());
    }
  }

  private static boolean isStream(ObjectNode node) {
    return node.path("output_type").asText().equals("stream");
  }

  private static String textOf(ObjectNode node) {
    JsonNode text = node.path("text");
    if (!text.isArray()) {
      return text.asText();
    }
    StringBuilder all = new StringBuilder();
    text.forEach(part -> all.append(part.asText()));
    return all.toString();
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
      case "clear" -> clear(cell, output.pause());
      case "updateDisplay" -> {
        if (node != null && output.displayId() != null) {
          update(output.displayId(), node);
        }
      }
      default -> {
        if (node != null) {
          append(cell, node, output.displayId());
        }
      }
    }
  }

  private void clear(CellId cell, boolean pause) {
    if (pause) {
      clearNext.put(cell, true);
    } else {
      shown.remove(cell);
    }
    listener.accept(cell, new OutputChange(Kind.CLEAR, pause, List.of(), null));
  }

  private void append(CellId cell, ObjectNode node, @Nullable String displayId) {
    if (clearNext.remove(cell) != null) {
      shown.remove(cell);
    }
    List<Shown> there = shown.computeIfAbsent(cell, k -> new ArrayList<>());
    Shown last = there.isEmpty() ? null : there.get(there.size() - 1);
    listener.accept(
        cell, new OutputChange(Kind.APPEND, false, List.of(node.toString()), displayId));
    if (last != null && last.text != null && last.grows(node)) {
      last.text.append(textOf(node));
    } else {
      there.add(new Shown(node, displayId));
    }
  }

  private void update(String displayId, ObjectNode node) {
    shown.forEach(
        (cell, outputs) -> {
          boolean changed = false;
          for (Shown output : outputs) {
            if (displayId.equals(output.displayId)) {
              output.node.set("data", node.path("data"));
              output.node.set("metadata", node.path("metadata"));
              changed = true;
            }
          }
          if (changed) {
            List<String> now = List.of(node.toString());
            listener.accept(cell, new OutputChange(Kind.UPDATE_DISPLAY, false, now, displayId));
          }
        });
  }

  /** Replaces what a cell shows; its execution, if one is under way, is not heard any more. */
  void show(CellId cell, List<String> outputs, int executionCount) {
    cells.values().removeIf(cell::equals);
    clearNext.remove(cell);
    List<Shown> now = new ArrayList<>();
    for (String output : outputs) {
      ObjectNode node = parse(output);
      if (node.path("output_type").asText().equals("execute_result")) {
        node.put("execution_count", executionCount);
      }
      now.add(new Shown(node, null));
    }
    boolean wasEmpty = of(cell).isEmpty();
    shown.put(cell, now);
    if (!wasEmpty || !now.isEmpty()) {
      listener.accept(cell, OutputChange.of(Kind.REPLACE, of(cell)));
    }
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) Json.mapper().readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("an output that is no JSON object", e);
    }
  }

  void showError(CellId cell, CellError error) {
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("output_type", "error").put("ename", error.ename()).put("evalue", error.evalue());
    node.set("traceback", Json.mapper().valueToTree(error.traceback()));
    append(cell, node, null);
  }

  List<String> of(CellId cell) {
    return shown.getOrDefault(cell, List.of()).stream().map(Shown::json).toList();
  }

  List<String> of(String run) {
    CellId cell = cells.get(run);
    return cell == null ? List.of() : of(cell);
  }
}
