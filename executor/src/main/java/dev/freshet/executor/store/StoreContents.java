package dev.freshet.executor.store;

import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.store.StoreFormat.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that lies in a store at one moment.
 *
 * @param notebook whose results these are, where the store says so
 * @param unreadable results that are damaged
 * @param leftovers what writers that died left half done
 * @param otherBytes lessons and notes
 */
public record StoreContents(
    Path root,
    Optional<Path> notebook,
    List<Result> results,
    List<Value> values,
    List<Path> unreadable,
    List<Path> leftovers,
    long otherBytes) {

  /**
   * One execution.
   *
   * @param objects hashes of the values that it left
   */
  public record Result(
      Path file,
      Execution execution,
      Set<String> objects,
      long bytes,
      Instant saved,
      Instant used) {}

  /** One object; {@code bytes} on disk. */
  public record Value(Path file, String hash, long bytes, Instant used) {}

  public StoreContents {
    results = List.copyOf(results);
    values = List.copyOf(values);
    unreadable = List.copyOf(unreadable);
    leftovers = List.copyOf(leftovers);
  }

  public long bytes() {
    return otherBytes
        + results.stream().mapToLong(Result::bytes).sum()
        + values.stream().mapToLong(Value::bytes).sum();
  }

  /** Throws {@link NewerStoreException} for a store that this version must not touch. */
  public static void check(Path root) {
    StoreFormat.check(root);
  }

  /** Whether a newer version of Freshet wrote the store. */
  public static boolean isNewer(Path root) {
    try {
      StoreFormat.check(root);
      return false;
    } catch (NewerStoreException e) {
      return true;
    }
  }

  /** Whether a directory is a store. */
  public static boolean isStore(Path root) {
    return StoreFormat.isMarked(root) || Files.isDirectory(root.resolve(StoreFormat.TRACES));
  }

  /**
   * Reads a store's directory, not its values. Throws {@link NewerStoreException}.
   *
   * @throws IOException if the directory cannot be read
   */
  public static StoreContents of(Path root) throws IOException {
    StoreFormat.check(root);
    List<Path> leftovers = new ArrayList<>();
    List<Result> results = new ArrayList<>();
    List<Path> unreadable = new ArrayList<>();
    for (Path file : files(root.resolve(StoreFormat.TRACES), leftovers)) {
      try {
        results.add(result(file));
      } catch (IOException e) {
        // One that was collected while we looked is not damaged.
        if (Files.exists(file)) {
          unreadable.add(file);
        }
      }
    }
    List<Value> values = new ArrayList<>();
    for (Path file : files(root.resolve("objects"), leftovers)) {
      values.add(new Value(file, Objects.promised(file), size(file), used(file)));
    }
    long other = 0;
    for (Path file : files(root.resolve(StoreFormat.LEARNED), leftovers)) {
      other += size(file);
    }
    return new StoreContents(
        root, StoreFormat.notebook(root), results, values, unreadable, leftovers, other);
  }

  private static Result result(Path file) throws IOException {
    Trace trace = StoreFormat.trace(file);
    Instant used = used(file);
    Instant saved = trace.saved() == 0 ? used : Instant.ofEpochMilli(trace.saved());
    return new Result(
        file, trace.execution(), Set.copyOf(trace.objects().values()), size(file), saved, used);
  }

  private static List<Path> files(Path directory, List<Path> leftovers) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        (AtomicFiles.isUnfinished(file) ? leftovers : found).add(file);
      }
    } catch (java.io.UncheckedIOException e) {
      throw new IOException(directory + " changed while it was read; try again", e);
    }
    return found;
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  private static Instant used(Path file) {
    return Instant.ofEpochMilli(file.toFile().lastModified());
  }
}
