package dev.freshet.executor.store;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory of results that several processes may share: {@code objects/aa/<sha256>} holds
 * segments, {@code traces/<code digest>/<run>.json} one execution each, {@code learned/<code
 * digest>.json} what executions taught. Whatever is damaged counts as not there.
 */
public final class ResultStore {
  private static final int TRACES_KEPT = 16;
  private final Path root;
  private final long keepLimit;
  private final JsonMapper json;

  /** Values larger than {@code keepLimit} bytes are not kept. */
  public ResultStore(Path root, long keepLimit) {
    this.root = root;
    this.keepLimit = keepLimit;
    SimpleModule bytes = new SimpleModule();
    bytes.addSerializer(new BytesJson.Writer());
    bytes.addDeserializer(dev.freshet.executor.scope.Bytes.class, new BytesJson.Reader());
    // What a trace of an older version does not say was not there.
    JsonSetter.Value empty = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
    json =
        dev.freshet.executor.wire.Json.mapper()
            .rebuild()
            .addModule(bytes)
            .withConfigOverride(List.class, o -> o.setSetterInfo(empty))
            .withConfigOverride(Set.class, o -> o.setSetterInfo(empty))
            .build();
  }

  /** A trace as it stands on disk; {@code objects}: by group id, the object with its segment. */
  record Trace(int version, Execution execution, Map<String, String> objects) {}

  /** Whether nothing was ever kept here. */
  public boolean isEmpty() {
    return !Files.isDirectory(root.resolve("traces"));
  }

  /** Earlier executions of a code digest, newest first; damaged ones are left out. */
  public List<Execution> traces(String digest) {
    Path directory = root.resolve("traces").resolve(digest);
    List<Path> files;
    try (Stream<Path> found = Files.list(directory)) {
      files = found.filter(f -> f.toString().endsWith(".json")).toList();
    } catch (IOException e) {
      return List.of();
    }
    Map<Path, Long> ages = new HashMap<>();
    files.forEach(f -> ages.put(f, f.toFile().lastModified()));
    List<Execution> traces = new ArrayList<>();
    files.stream()
        .sorted(Comparator.comparing((Path f) -> ages.getOrDefault(f, 0L)).reversed())
        .limit(TRACES_KEPT)
        .forEach(f -> read(f).ifPresent(traces::add));
    return traces;
  }

  private Optional<Execution> read(Path file) {
    try {
      Trace trace = json.readValue(file.toFile(), Trace.class);
      if (trace.version() != 1) {
        return Optional.empty();
      }
      return Optional.of(located(trace));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private Execution located(Trace trace) {
    List<Group> groups = new ArrayList<>();
    for (Group group : trace.execution().groups()) {
      Segment was = group.segment();
      groups.add(was == null ? group : group.withSegment(present(trace, group, was)));
    }
    return trace.execution().withGroups(groups);
  }

  private @Nullable Segment present(Trace trace, Group group, Segment was) {
    String object = trace.objects().get(group.id());
    if (object == null) {
      return null;
    }
    Path path = object(object);
    return path.toFile().length() == was.size() ? new Segment(path.toString(), was.size()) : null;
  }

  private Path object(String hash) {
    return root.resolve("objects").resolve(hash.substring(0, 2)).resolve(hash);
  }

  /** Whether the bytes of a group that lies in this store are what its name says. */
  public boolean intact(Group group) {
    Segment segment = group.segment();
    if (segment == null) {
      return false;
    }
    Path path = Path.of(segment.path());
    if (!path.startsWith(root.resolve("objects"))) {
      return Files.exists(path);
    }
    try {
      return Objects.hash(path).equals(String.valueOf(path.getFileName()));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Keeps an execution: first its values, then the trace that names them.
   *
   * @throws IOException if the disk is full or cannot be written; what was there stays sound
   */
  public void save(Execution execution) throws IOException {
    Map<String, String> objects = new LinkedHashMap<>();
    for (Group group : execution.groups()) {
      Segment segment = group.segment();
      if (segment != null && segment.size() <= keepLimit) {
        keep(segment).ifPresent(hash -> objects.put(group.id(), hash));
      }
    }
    Path directory = root.resolve("traces").resolve(execution.digest());
    byte[] bytes = json.writeValueAsBytes(new Trace(1, execution, objects));
    AtomicFiles.write(directory.resolve(execution.run() + ".json"), bytes);
    forgetOldest(directory);
  }

  private Optional<String> keep(Segment segment) throws IOException {
    Path source = Path.of(segment.path());
    try {
      String hash = Objects.hash(source);
      Path target = object(hash);
      if (target.toFile().length() != segment.size()) {
        AtomicFiles.copy(source, target);
      }
      return Optional.of(hash);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static void forgetOldest(Path directory) throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      List<Path> newestFirst =
          found
              .filter(f -> f.toString().endsWith(".json"))
              .sorted(Comparator.comparing((Path f) -> f.toFile().lastModified()).reversed())
              .toList();
      for (Path old :
          newestFirst.subList(Math.min(TRACES_KEPT, newestFirst.size()), newestFirst.size())) {
        Files.deleteIfExists(old);
      }
    }
  }

  /** What executions of a code digest taught. */
  public Learned learned(String digest) {
    try {
      return json.readValue(learnedFile(digest).toFile(), Learned.class);
    } catch (IOException | RuntimeException e) {
      return Learned.NOTHING;
    }
  }

  public void saveLearned(String digest, Learned learned) throws IOException {
    Learned all = learned(digest).plus(learned);
    AtomicFiles.write(learnedFile(digest), json.writeValueAsBytes(all));
  }

  private Path learnedFile(String digest) {
    return root.resolve("learned").resolve(digest + ".json");
  }

  /** A small document kept by name, such as which environment was seen last. */
  public Optional<JsonNode> note(String name) {
    try {
      return Optional.ofNullable(json.readTree(root.resolve(name + ".json").toFile()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  public void saveNote(String name, JsonNode document) throws IOException {
    AtomicFiles.write(root.resolve(name + ".json"), json.writeValueAsBytes(document));
  }
}
