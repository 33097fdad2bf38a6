package dev.freshet.executor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.executor.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one execution of a cell showed: its outputs, and what it made of displays by their ids.
 * Other cells' updates are no part of it.
 */
final class Showing {
  // A kept update of a display is written as an output of this type, as the Jupyter protocol names
  // the message.
  private static final String UPDATE = "update_display_data";
  private static final String TRANSIENT = "transient";
  private static final String DISPLAY_ID = "display_id";

  private final List<Shown> outputs = new ArrayList<>();
  private final Map<String, ObjectNode> updates = new LinkedHashMap<>();
  private boolean clearNext;

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

    ObjectNode whole() {
      if (text != null) {
        node.put("text", text.toString());
      }
      return node;
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

  void append(ObjectNode node, @Nullable String displayId) {
    if (clearNext) {
      clear(false);
    }
    Shown last = outputs.isEmpty() ? null : outputs.get(outputs.size() - 1);
    if (last != null && last.text != null && last.grows(node)) {
      last.text.append(textOf(node));
    } else {
      outputs.add(new Shown(node, displayId));
    }
  }

  void clear(boolean pause) {
    clearNext = pause;
    if (!pause) {
      outputs.clear();
    }
  }

  void update(String displayId, ObjectNode node) {
    updates.put(displayId, node);
    for (Shown output : outputs) {
      if (displayId.equals(output.displayId)) {
        overwrite(output.node, node);
      }
    }
  }

  private static void overwrite(ObjectNode output, ObjectNode update) {
    output.set("data", update.path("data"));
    output.set("metadata", update.path("metadata"));
  }

  /** The ids of the displays that it has. */
  Set<String> displays() {
    Set<String> ids = new HashSet<>();
    for (Shown output : outputs) {
      if (output.displayId != null) {
        ids.add(output.displayId);
      }
    }
    return ids;
  }

  /** The last content that it gave to displays, its own or those of cells above, by id. */
  Map<String, ObjectNode> updates() {
    return updates;
  }

  /** nbformat outputs; {@code later} gives what a later cell made of a display, or null. */
  List<String> outputs(Function<String, @Nullable ObjectNode> later) {
    List<String> all = new ArrayList<>();
    for (Shown output : outputs) {
      ObjectNode update = output.displayId == null ? null : later.apply(output.displayId);
      ObjectNode node = output.whole();
      if (update != null) {
        node = node.deepCopy();
        overwrite(node, update);
      }
      all.add(node.toString());
    }
    return all;
  }

  boolean isEmpty() {
    return outputs.isEmpty();
  }

  /** The last of its outputs that is a display of this id, as it shows now. */
  Optional<String> display(String displayId, Function<String, @Nullable ObjectNode> later) {
    List<String> all = outputs(later);
    for (int i = outputs.size() - 1; i >= 0; i--) {
      if (displayId.equals(outputs.get(i).displayId)) {
        return Optional.of(all.get(i));
      }
    }
    return Optional.empty();
  }

  /** As {@link #of} takes it: outputs with the ids of their displays, and updates. */
  List<String> kept() {
    List<String> all = new ArrayList<>();
    for (Shown output : outputs) {
      ObjectNode node = output.whole();
      all.add((output.displayId == null ? node : marked(node, output.displayId)).toString());
    }
    Set<String> own = displays();
    updates.forEach(
        (id, node) -> {
          if (!own.contains(id)) {
            all.add(marked(node, id).put("output_type", UPDATE).toString());
          }
        });
    return all;
  }

  private static ObjectNode marked(ObjectNode node, String displayId) {
    ObjectNode marked = node.deepCopy();
    marked.putObject(TRANSIENT).put(DISPLAY_ID, displayId);
    return marked;
  }

  static Showing of(List<String> kept, int executionCount) {
    Showing showing = new Showing();
    for (String output : kept) {
      ObjectNode node = parse(output);
      JsonNode mark = node.remove(TRANSIENT);
      String id = mark == null ? null : mark.path(DISPLAY_ID).asText(null);
      String type = node.path("output_type").asText();
      if (id != null && type.equals(UPDATE)) {
        showing.updates.put(id, node);
        continue;
      }
      if (type.equals("execute_result")) {
        node.put("execution_count", executionCount);
      }
      showing.outputs.add(new Shown(node, id));
      if (id != null) {
        showing.updates.put(id, node); // to display under an id updates what was displayed under it
      }
    }
    return showing;
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) Json.mapper().readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("an output that is no JSON object", e);
    }
  }
}
