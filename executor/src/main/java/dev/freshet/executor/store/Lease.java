package dev.freshet.executor.store;

import dev.freshet.executor.owner.Owner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A session's word that it uses a store: {@code sessions/<pid>.<start>-<id>}. Whatever was used
 * since the oldest living session began is not collected; files of dead processes do not count.
 */
public final class Lease implements AutoCloseable {
  private final @Nullable Path file;

  private Lease(@Nullable Path file) {
    this.file = file;
  }

  private static Path directory(Path store) {
    return store.resolve("sessions");
  }

  /** A lease on a store that may not be there yet; one that cannot be written protects nothing. */
  public static Lease take(Path store) {
    String name = Owner.self() + "-" + UUID.randomUUID().toString().substring(0, 8);
    Path file = directory(store).resolve(name);
    try {
      Files.createDirectories(directory(store));
      Files.write(file, Instant.now().toString().getBytes(StandardCharsets.UTF_8));
      return new Lease(file);
    } catch (IOException e) {
      return new Lease(null);
    }
  }

  /** A living session: whose it is, and since when. */
  public record Holder(long pid, Instant since) {}

  /** The sessions that use a store now; what dead ones left is removed. */
  public static List<Holder> holders(Path store) {
    List<Path> files;
    try (Stream<Path> found = Files.list(directory(store))) {
      files = found.toList();
    } catch (IOException e) {
      return List.of();
    }
    List<Holder> holders = new ArrayList<>();
    for (Path file : files) {
      Optional<Owner> owner =
          Owner.parse(String.valueOf(file.getFileName()).split("-", -1)[0]).filter(Owner::isAlive);
      if (owner.isEmpty()) {
        delete(file);
      } else {
        holders.add(new Holder(owner.get().pid(), since(file)));
      }
    }
    return List.copyOf(holders);
  }

  private static Instant since(Path file) {
    return Instant.ofEpochMilli(file.toFile().lastModified());
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It belongs to another user: it does not count, and does no harm.
      return;
    }
  }

  @Override
  public void close() {
    if (file != null) {
      delete(file);
    }
  }
}
