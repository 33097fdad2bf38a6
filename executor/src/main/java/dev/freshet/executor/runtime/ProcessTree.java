package dev.freshet.executor.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Processes below a process, and what they hold; empty or 0 for those that are gone. */
final class ProcessTree {
  private ProcessTree() {}

  /** All descendants, but never many more than {@code most}. */
  static List<Long> descendants(long pid, int most) {
    List<Long> found = new ArrayList<>(children(pid));
    for (int i = 0; i < found.size() && found.size() <= most; i++) {
      found.addAll(children(found.get(i)));
    }
    return found;
  }

  private static List<Long> children(long pid) {
    List<Long> found = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks.toList()) {
        String line = read(task.resolve("children")).strip();
        if (!line.isEmpty()) {
          for (String child : line.split(" ", -1)) {
            found.add(Long.parseLong(child));
          }
        }
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      return found;
    }
    return found;
  }

  /** Memory of its own that a process holds: pages that no file backs. */
  static long anonymous(long pid) {
    return kilobytes(Path.of("/proc/" + pid + "/status"), "RssAnon:");
  }

  /** The same with its share alone of pages that forked processes have in common. */
  static long share(long pid) {
    return kilobytes(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss_Anon:");
  }

  private static long kilobytes(Path file, String field) {
    for (String line : read(file).split("\n", -1)) {
      if (line.startsWith(field)) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    return 0;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
