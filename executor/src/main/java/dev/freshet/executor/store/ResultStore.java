package dev.freshet.executor.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.Segment;
import dev.freshet.executor.store.StoreFormat.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory of results that several processes may share: {@code objects/aa/<sha256>} holds
 * segments, {@code traces/<code digest>/<run>.json} one execution each, {@code learned/<code
 * digest>.json} what executions taught. Whatever is damaged is removed, told, and counts as not
 * there.
 */
public final class ResultStore {
  private static final int TRACES_KEPT = 16;
  private final Path root;
  private final @Nullable Path notebook;
  private final long keepLimit;
  private final Consumer<String> damage;
  private final Objects objects;
  private final Set<Path> unflushed = new LinkedHashSet<>();

  /** A store of no particular notebook that tells nobody of damages. */
  public ResultStore(Path root, long keepLimit) {
    this(root, null, keepLimit, line -> {});
  }

  /**
   * Opens a store; it need not be there yet. Throws {@link NewerStoreException}.
   *
   * @param notebook whose results it keeps, for lists
   * @param keepLimit values larger than this many bytes are not kept
   * @param damage hears of what was damaged, in words
   */
  public ResultStore(Path root, @Nullable Path notebook, long keepLimit, Consumer<String> damage) {
    StoreFormat.check(root);
    this.root = root;
    this.notebook = notebook;
    this.keepLimit = keepLimit;
    this.damage = damage;
    objects = new Objects(root);
  }

  public Path root() {
    return root;
  }

  /** Whether nothing was ever kept here. */
  public boolean isEmpty() {
    return !Files.isDirectory(root.resolve(StoreFormat.TRACES));
  }

  /** Earlier executions of a code digest, newest first; damaged ones are removed. */
  public List<Execution> traces(String digest) {
    List<Trace> traces = new ArrayList<>();
    for (Path file : documents(root.resolve(StoreFormat.TRACES).resolve(digest))) {
      read(file).ifPresent(traces::add);
    }
    return traces.stream()
        .sorted(Comparator.comparingLong(Trace::saved).reversed())
        .limit(TRACES_KEPT)
        .map(this::located)
        .toList();
  }

  private static List<Path> documents(Path directory) {
    try (Stream<Path> found = Files.list(directory)) {
      return found
          .filter(f -> f.toString().endsWith(".json") && !AtomicFiles.isUnfinished(f))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private Optional<Trace> read(Path file) {
    try {
      Trace trace = StoreFormat.trace(file);
      Objects.use(file);
      return Optional.of(trace);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      remove(file, "a result in the store is damaged and will be computed again: " + file);
      return Optional.empty();
    }
  }

  private void remove(Path file, String words) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It may only be read: it is left out each time, and told each time.
      damage.accept(words);
      return;
    }
    damage.accept(words);
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
    String hash = trace.objects().get(group.id());
    Optional<Path> found = hash == null ? Optional.empty() : objects.find(hash, was.size());
    found.ifPresent(Objects::use);
    if (found.isEmpty() && hash != null && Files.exists(objects.plain(hash))) {
      remove(
          objects.plain(hash),
          "the stored value of " + names(group) + " is cut short and will be computed again");
    }
    return found.map(path -> new Segment(path.toString(), was.size())).orElse(null);
  }

  private static String names(Group group) {
    return String.join(", ", group.names());
  }

  /**
   * The segment of a group in a form that can be mapped; null when its bytes are not what its name
   * says: then they are removed.
   *
   * @param scratch where packed values are unpacked
   */
  public @Nullable Segment fetch(Group group, Scratch scratch) {
    Segment segment = group.segment();
    if (segment == null) {
      return null;
    }
    Path path = Path.of(segment.path());
    if (!path.startsWith(objects.root())) {
      return Files.exists(path) ? segment : null;
    }
    try {
      Segment sound = sound(group, segment, path, scratch);
      if (sound == null) {
        remove(
            path, "the stored value of " + names(group) + " is damaged and will be computed again");
      }
      return sound;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Segment sound(Group group, Segment segment, Path path, Scratch scratch)
      throws IOException {
    if (!Objects.isPacked(path)) {
      return Objects.isSound(path) ? segment : null;
    }
    Path target = scratch.file(group.id(), segment.size());
    boolean unpacked = Objects.unpack(path, target);
    return unpacked ? new Segment(target.toString(), segment.size()) : null;
  }

  /** Where unpacked values may lie as long as the session lives. */
  public interface Scratch {
    /** A path that does not exist yet, where so many bytes have room. */
    Path file(String group, long bytes) throws IOException;
  }

  /**
   * Keeps an execution: first its values, then the trace that names them.
   *
   * @throws IOException if the disk is full or cannot be written; what was there stays sound
   */
  public void save(Execution execution) throws IOException {
    if (!StoreFormat.isMarked(root)) {
      StoreFormat.mark(root, notebook);
    }
    Map<String, String> kept = new LinkedHashMap<>();
    for (Group group : execution.groups()) {
      Segment segment = group.segment();
      if (segment != null && segment.size() <= keepLimit) {
        objects
            .put(Path.of(segment.path()), segment.size(), execution.durationMs())
            .ifPresent(hash -> kept.put(group.id(), hash));
      }
    }
    Path directory = root.resolve(StoreFormat.TRACES).resolve(execution.digest());
    Trace trace = new Trace(StoreFormat.VERSION, System.currentTimeMillis(), execution, kept);
    Path file = directory.resolve(execution.run() + ".json");
    AtomicFiles.write(file, StoreFormat.JSON.writeValueAsBytes(trace));
    kept.values()
        .forEach(hash -> unflushed.addAll(List.of(objects.plain(hash), objects.packed(hash))));
    unflushed.add(file);
    forgetOldest(directory);
  }

  private static void forgetOldest(Path directory) throws IOException {
    List<Path> all = documents(directory);
    if (all.size() > TRACES_KEPT) {
      List<Path> newestFirst =
          all.stream()
              .sorted(Comparator.comparing((Path f) -> f.toFile().lastModified()).reversed())
              .toList();
      for (Path old : newestFirst.subList(TRACES_KEPT, newestFirst.size())) {
        Files.deleteIfExists(old);
      }
    }
  }

  /** Brings what was saved to the disk, as far as the system can tell. */
  public void flush() {
    unflushed.forEach(AtomicFiles::flush);
    unflushed.clear();
  }

  /** What executions of a code digest taught. */
  public Learned learned(String digest) {
    try {
      return StoreFormat.JSON.readValue(learnedFile(digest).toFile(), Learned.class);
    } catch (IOException | RuntimeException e) {
      return Learned.NOTHING;
    }
  }

  public void saveLearned(String digest, Learned learned) throws IOException {
    Learned all = learned(digest).plus(learned);
    AtomicFiles.write(learnedFile(digest), StoreFormat.JSON.writeValueAsBytes(all));
  }

  private Path learnedFile(String digest) {
    return root.resolve(StoreFormat.LEARNED).resolve(digest + ".json");
  }

  /** A small document kept by name, such as which environment was seen last. */
  public Optional<JsonNode> note(String name) {
    try {
      return Optional.ofNullable(StoreFormat.JSON.readTree(root.resolve(name + ".json").toFile()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  public void saveNote(String name, JsonNode document) throws IOException {
    AtomicFiles.write(root.resolve(name + ".json"), StoreFormat.JSON.writeValueAsBytes(document));
  }
}
