package dev.freshet.server.run;

import dev.freshet.executor.store.Collection;
import dev.freshet.executor.store.StoreContents;
import dev.freshet.executor.store.StoreLock;
import dev.freshet.server.files.UserDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which stores there are, and keeping them to their quota. */
public final class StoreKeeping {
  private StoreKeeping() {}

  /** Where the stores of all notebooks lie unless the user says otherwise. */
  public static Path cache() {
    return UserDirectories.cache().resolve("results");
  }

  /** All stores in the user's cache. */
  public static List<Path> all() throws IOException {
    if (!Files.isDirectory(cache())) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(cache())) {
      return found.filter(StoreContents::isStore).sorted().toList();
    }
  }

  /** The stores that share a quota with this one: those of the cache, or it alone. */
  static List<Path> together(Path store) throws IOException {
    return store.toAbsolutePath().startsWith(cache()) ? all() : List.of(store);
  }

  /** Reads stores; what a newer version wrote is left alone. */
  public static List<StoreContents> contents(List<Path> stores) throws IOException {
    List<StoreContents> contents = new ArrayList<>();
    for (Path store : stores) {
      if (!StoreContents.isNewer(store)) {
        contents.add(StoreContents.of(store));
      }
    }
    return contents;
  }

  /**
   * Removes what is worth least when the stores hold more than the quota; silent when they do not,
   * or when another process does it already.
   *
   * @return bytes that were freed
   */
  public static long afterSession(Path store, long quota) throws IOException {
    if (!StoreContents.isStore(store)) {
      return 0;
    }
    Optional<StoreLock> lock = StoreLock.tryTake(store);
    if (lock.isEmpty()) {
      return 0;
    }
    try {
      List<Path> stores = together(store);
      return bytes(stores) <= quota
          ? 0
          : Collection.plan(contents(stores), quota, Instant.now()).carryOut();
    } finally {
      lock.get().close();
    }
  }

  /** Bytes on disk, without reading anything. */
  private static long bytes(List<Path> stores) throws IOException {
    long bytes = 0;
    for (Path store : stores) {
      try (Stream<Path> files = Files.walk(store)) {
        bytes += files.mapToLong(f -> f.toFile().isFile() ? f.toFile().length() : 0).sum();
      } catch (java.io.UncheckedIOException e) {
        // Somebody removes files right now: it counts next time.
        return 0;
      }
    }
    return bytes;
  }
}
