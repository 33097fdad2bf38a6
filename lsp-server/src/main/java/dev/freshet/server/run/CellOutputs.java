package dev.freshet.server.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.OutputChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outputs of a notebook's cells as they stand, kept in step with what a monitor reports. */
public final class CellOutputs {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** An output, and the display that it belongs to. */
  private record Shown(JsonNode output, @Nullable String displayId) {}

  private final Map<CellId, List<Shown>> outputs = new HashMap<>();
  private final Set<CellId> clearing = new HashSet<>();

  /** Takes one change in; changes must come in order. */
  public void apply(CellId cell, OutputChange change) {
    List<Shown> parsed =
        change.outputs().stream().map(o -> new Shown(parse(o), change.displayId())).toList();
    List<Shown> shown = outputs.computeIfAbsent(cell, id -> new ArrayList<>());
    boolean late = change.kind() == OutputChange.Kind.CLEAR && change.pause();
    switch (change.kind()) {
      case CLEAR, REPLACE -> {
        if (!late) {
          shown.clear();
        }
        shown.addAll(parsed);
      }
      case APPEND -> {
        if (clearing.remove(cell)) {
          shown.clear();
        }
        shown.addAll(parsed);
      }
      case UPDATE_DISPLAY -> shown.replaceAll(old -> updated(old, parsed));
    }
    if (late) {
      clearing.add(cell);
    }
  }

  private static Shown updated(Shown old, List<Shown> fresh) {
    Shown result = old;
    for (Shown update : fresh) {
      if (update.displayId() != null && update.displayId().equals(old.displayId())) {
        ObjectNode output = old.output().deepCopy();
        output.set("data", update.output().path("data"));
        output.set("metadata", update.output().path("metadata"));
        result = new Shown(output, old.displayId());
      }
    }
    return result;
  }

  /** nbformat output objects. */
  public List<JsonNode> of(CellId cell) {
    return outputs.getOrDefault(cell, List.of()).stream().map(Shown::output).toList();
  }

  /** An output object from its JSON text. */
  public static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an output is not JSON: " + json, e);
    }
  }
}
