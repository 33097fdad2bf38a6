package dev.freshet.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Files and directories that are looked at again and again: whatever way a file is saved, its time,
 * its size or its identity changes; a file that is not there is one of its states.
 */
final class WatchedFiles {
  private final Map<Path, String> stamps = new LinkedHashMap<>();

  /** Watches exactly these; those that were watched before keep the state they were seen in. */
  void follow(Collection<Path> paths) {
    stamps.keySet().retainAll(paths);
    paths.forEach(path -> stamps.computeIfAbsent(path, WatchedFiles::stamp));
  }

  /** Takes the present state of a file as seen. */
  void accept(Path path) {
    stamps.computeIfPresent(path, (p, old) -> stamp(p));
  }

  /** What is not as it was seen; it counts as seen from now on. */
  Set<Path> changed() {
    Set<Path> changed = new TreeSet<>();
    stamps.replaceAll(
        (path, old) -> {
          String now = stamp(path);
          if (!now.equals(old)) {
            changed.add(path);
          }
          return now;
        });
    return changed;
  }

  int size() {
    return stamps.size();
  }

  private static String stamp(Path path) {
    try {
      BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class);
      String size = a.isDirectory() ? "" : " " + a.size();
      return a.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS)
          + size
          + " "
          + a.fileKey();
    } catch (IOException e) {
      return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? "unreadable" : "absent";
    }
  }
}
