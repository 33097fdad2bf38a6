package dev.freshet.executor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.executor.runtime.python.PythonEnvironment;
import dev.freshet.executor.session.SessionEvent.RuntimeReady;
import dev.freshet.executor.store.ResultStore;
import dev.freshet.executor.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers an environment's fingerprint for as long as its interpreter and its package directories
 * are not touched, so that Python need not run to know it.
 */
final class Environment {
  private static final String NOTE = "environment";

  private Environment() {}

  static Optional<String> known(ResultStore store, PythonEnvironment python) {
    return store
        .note(NOTE)
        .filter(note -> note.path("executable").asText().equals(python.executable().toString()))
        .filter(note -> note.path("stamp").asText().equals(stamp(python, note.path("paths"))))
        .map(note -> note.path("fingerprint").asText())
        .filter(fingerprint -> !fingerprint.isEmpty());
  }

  static void remember(ResultStore store, PythonEnvironment python, RuntimeReady ready)
      throws IOException {
    ObjectNode note = Json.mapper().createObjectNode();
    note.put("executable", python.executable().toString());
    note.put("fingerprint", ready.environment());
    note.set("paths", Json.mapper().valueToTree(ready.paths()));
    note.put("stamp", stamp(python, note.path("paths")));
    store.saveNote(NOTE, note);
  }

  private static String stamp(PythonEnvironment python, JsonNode paths) {
    StringBuilder stamp = new StringBuilder(python.version());
    stamp.append(' ').append(python.executable().toFile().lastModified());
    python.side().ifPresent(side -> stamp.append(' ').append(side));
    paths.forEach(path -> stamp.append(' ').append(Path.of(path.asText()).toFile().lastModified()));
    return stamp.toString();
  }
}
