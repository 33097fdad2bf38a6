package dev.freshet.executor.runtime;

import dev.freshet.executor.owner.Owner;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A directory where values lie while a session lives; its name tells its owner, so that what a
 * killed owner left behind is swept away at the next start.
 */
final class SegmentDirectory implements AutoCloseable {
  private final Path path;
  private final Thread hook;

  private SegmentDirectory(Path path) {
    this.path = path;
    hook = new Thread(() -> delete(path), "freshet-segments");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static SegmentDirectory create(Path base) throws IOException {
    sweep(base);
    String name = prefix() + Owner.self() + "-" + UUID.randomUUID().toString().substring(0, 8);
    return new SegmentDirectory(
        Files.createDirectory(
            base.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
  }

  private static String prefix() {
    String user = System.getProperty("user.name", "user").toLowerCase(Locale.ROOT);
    return "freshet-" + user.replaceAll("[^a-z0-9]", "_") + "-";
  }

  private static void sweep(Path base) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(base, prefix() + "*")) {
      for (Path directory : found) {
        String[] parts = directory.getFileName().toString().split("-", -1);
        boolean dead =
            parts.length == 4
                && Owner.parse(parts[2]).filter(owner -> !owner.isAlive()).isPresent();
        if (dead) {
          delete(directory);
        }
      }
    } catch (IOException e) {
      // Another process sweeps at the same time, or the owner is another user: not ours to mend.
      return;
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    delete(path);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The machine is shutting down; the hook itself does no harm.
      return;
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      // It is gone already, or a dying worker still writes: the next start sweeps it.
      return;
    }
  }
}
