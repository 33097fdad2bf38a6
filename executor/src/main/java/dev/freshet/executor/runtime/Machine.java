package dev.freshet.executor.runtime;

import dev.freshet.executor.session.FreeMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How much memory there is, in bytes, as this process may use it: the machine's own figures, or
 * less where a control group (a container) sets a limit.
 *
 * @param total what may be used in all
 * @param available what can still be had without swapping or killing
 */
public record Machine(long total, long available) {
  /**
   * A worker with the usual libraries and a cell's own data, in bytes: no more jobs than these fit.
   */
  private static final long PER_JOB = 256L << 20;

  /** The share of all memory that should stay free: below it values move out. */
  private static final double LOW = 0.08;

  /** As it is at this moment; {@code Long.MAX_VALUE} where the system does not say. */
  public static Machine now() {
    return at(Path.of("/"));
  }

  /** How many cells may compute at once when nobody says: one for each core for which memory is. */
  public static int jobs() {
    return now().jobs(Runtime.getRuntime().availableProcessors());
  }

  /** Bytes that should stay free. */
  long reserve() {
    return (long) (total * LOW);
  }

  /** As a session sees it, with what its workers hold. */
  FreeMemory free(Map<String, Long> held) {
    return new FreeMemory(available, reserve(), held);
  }

  int jobs(int cores) {
    return (int) Math.max(1, Math.min(cores, available / PER_JOB));
  }

  /** What is said below a directory that stands for the root of the file system. */
  static Machine at(Path root) {
    String info = read(root.resolve("proc/meminfo"));
    long total = kilobytes(info, "MemTotal:");
    long available = kilobytes(info, "MemAvailable:");
    for (ControlGroup group : ControlGroup.above(root)) {
      OptionalLong limit = parse(read(group.limit()).strip());
      OptionalLong usage = parse(read(group.usage()).strip());
      if (limit.isPresent() && usage.isPresent()) {
        long free = limit.getAsLong() - usage.getAsLong() + reclaimable(group.stat());
        total = Math.min(total, limit.getAsLong());
        available = Math.max(0, Math.min(available, free));
      }
    }
    return new Machine(total, available);
  }

  /**
   * The files that tell of a control group's memory, by the second version's names or the first's.
   */
  private record ControlGroup(Path limit, Path usage, Path stat) {
    /** The groups of this process and all that these lie in: each may be the one that limits. */
    static List<ControlGroup> above(Path root) {
      List<ControlGroup> found = new ArrayList<>();
      Path base = root.resolve("sys/fs/cgroup");
      for (String line : read(root.resolve("proc/self/cgroup")).split("\n", -1)) {
        String[] parts = line.split(":", 3);
        if (parts.length == 3 && parts[1].isEmpty()) {
          upwards(base, parts[2], "memory.max", "memory.current", found);
        } else if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains("memory")) {
          Path first = base.resolve("memory");
          upwards(first, parts[2], "memory.limit_in_bytes", "memory.usage_in_bytes", found);
        }
      }
      return found;
    }

    private static void upwards(
        Path base, String path, String limit, String usage, List<ControlGroup> found) {
      Path at = base.resolve("." + path).normalize();
      for (at = at.startsWith(base) ? at : base; at.startsWith(base); at = parent(at)) {
        found.add(
            new ControlGroup(at.resolve(limit), at.resolve(usage), at.resolve("memory.stat")));
      }
    }

    private static Path parent(Path path) {
      Path parent = path.getParent();
      return parent == null ? Path.of("") : parent;
    }
  }

  /** What the group could give back at once: files that were read and are not in use. */
  private static long reclaimable(Path stat) {
    for (String line : read(stat).split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length == 2 && words[0].endsWith("inactive_file")) {
        return parse(words[1]).orElse(0);
      }
    }
    return 0;
  }

  private static OptionalLong parse(String text) {
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  private static long kilobytes(String info, String field) {
    for (String line : info.split("\n", -1)) {
      if (line.startsWith(field)) {
        String digits = line.replaceAll("\\D", "");
        return parse(digits).orElse(Long.MAX_VALUE >> 10) << 10;
      }
    }
    return Long.MAX_VALUE;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
