package dev.freshet.server.check;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Does something again whenever a notebook, a module or the settings below some paths are saved.
 * Directories are watched, not files: most editors save by putting a new file in the old one's
 * place.
 */
public final class CheckWatch {
  /** How long nothing must happen before a save counts as done. */
  private static final long QUIET_MILLIS = 80;

  private final List<Path> paths;
  private final Map<WatchKey, Path> watched = new HashMap<>();

  /** What is done at the start and after each change. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException, InterruptedException;
  }

  public CheckWatch(List<Path> paths) {
    this.paths = List.copyOf(paths);
  }

  /**
   * Returns only when its thread is interrupted. Work that fails because of what a user may mend is
   * told and tried again after the next change.
   */
  public void run(Work work, Consumer<String> tell) throws IOException, InterruptedException {
    try (WatchService service = paths.get(0).getFileSystem().newWatchService()) {
      for (Path path : paths) {
        watch(service, path);
      }
      attempt(work, tell);
      while (true) {
        if (changed(service, service.take())) {
          settle(service);
          attempt(work, tell);
        }
      }
    }
  }

  private static void attempt(Work work, Consumer<String> tell)
      throws IOException, InterruptedException {
    try {
      work.run();
    } catch (dev.freshet.executor.config.ConfigException
        | dev.freshet.server.files.UnreadableInputException e) {
      tell.accept("freshet: " + e.getMessage());
    }
  }

  private void settle(WatchService service) throws IOException, InterruptedException {
    WatchKey key = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
    while (key != null) {
      changed(service, key);
      key = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private boolean changed(WatchService service, WatchKey key) throws IOException {
    Path directory = watched.get(key);
    boolean matters = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.kind() == StandardWatchEventKinds.OVERFLOW || directory == null) {
        matters = true;
      } else if (event.context() instanceof Path name) {
        Path path = directory.resolve(name);
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          watchBelow(service, path);
          matters = true;
        }
        matters |= Checker.matters(path);
      }
    }
    key.reset();
    return matters;
  }

  private void watch(WatchService service, Path path) throws IOException {
    if (Files.isDirectory(path)) {
      watchBelow(service, path);
    } else {
      Path parent = path.toAbsolutePath().getParent();
      register(service, parent == null ? path : parent);
    }
  }

  private void watchBelow(WatchService service, Path top) throws IOException {
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            String name = String.valueOf(directory.getFileName());
            boolean skipped =
                !directory.equals(top) && (name.startsWith(".") || name.equals("node_modules"));
            if (skipped) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            register(service, directory);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void register(WatchService service, Path directory) throws IOException {
    WatchKey key =
        directory.register(
            service,
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_MODIFY,
            StandardWatchEventKinds.ENTRY_DELETE);
    watched.put(key, directory);
  }
}
