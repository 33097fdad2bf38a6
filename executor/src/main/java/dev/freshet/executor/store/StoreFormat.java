package dev.freshet.executor.store;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.scope.Bytes;
import dev.freshet.executor.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How documents of a store are written, and of which version they are. */
final class StoreFormat {
  static final int VERSION = 1;
  static final String TRACES = "traces";
  static final String LEARNED = "learned";
  static final JsonMapper JSON = mapper();
  private static final String FILE = "store.json";

  private StoreFormat() {}

  private static JsonMapper mapper() {
    SimpleModule bytes = new SimpleModule();
    bytes.addSerializer(new BytesJson.Writer());
    bytes.addDeserializer(Bytes.class, new BytesJson.Reader());
    // What a trace of an older version does not say was not there.
    JsonSetter.Value empty = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
    return Json.mapper()
        .rebuild()
        .addModule(bytes)
        .withConfigOverride(List.class, o -> o.setSetterInfo(empty))
        .withConfigOverride(Set.class, o -> o.setSetterInfo(empty))
        .build();
  }

  /**
   * A result as it stands on disk.
   *
   * @param saved epoch milliseconds; 0 in files of the first days
   * @param objects by group id, the object with its segment
   */
  record Trace(int version, long saved, Execution execution, Map<String, String> objects) {
    Trace {
      objects = objects == null ? Map.of() : new LinkedHashMap<>(objects);
    }
  }

  /** Reads a trace. Throws IOException when it is damaged or of another version. */
  static Trace trace(Path file) throws IOException {
    try {
      Trace trace = JSON.readValue(file.toFile(), Trace.class);
      if (trace == null || trace.version() != VERSION || trace.execution() == null) {
        throw new IOException("not a result of version " + VERSION);
      }
      return trace;
    } catch (RuntimeException e) {
      throw new IOException("not a result: " + e.getMessage(), e);
    }
  }

  /** Throws {@link NewerStoreException} for a store that this version must not touch. */
  static void check(Path root) {
    int version = head(root).map(h -> h.path("version").asInt()).orElse(VERSION);
    if (version > VERSION) {
      throw new NewerStoreException(root, version);
    }
  }

  /** Which notebook's results a store keeps, where it says so. */
  static Optional<Path> notebook(Path root) {
    return head(root)
        .map(h -> h.path("notebook").asText(""))
        .filter(n -> !n.isEmpty())
        .map(Path::of);
  }

  private static Optional<JsonNode> head(Path root) {
    try {
      return Optional.ofNullable(JSON.readTree(root.resolve(FILE).toFile()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static boolean isMarked(Path root) {
    return root.resolve(FILE).toFile().isFile();
  }

  static void mark(Path root, @Nullable Path notebook) throws IOException {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("schema", "freshet.store");
    head.put("version", VERSION);
    head.put("notebook", notebook == null ? null : notebook.toString());
    AtomicFiles.write(root.resolve(FILE), JSON.writeValueAsBytes(head));
  }
}
