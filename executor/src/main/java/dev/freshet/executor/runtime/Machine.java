package dev.freshet.executor.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * How much memory there is, in bytes, as this process may use it: the machine's own figures, or
 * less where a control group (a container) sets a limit.
 *
 * @param total what may be used in all
 * @param available what can still be had without swapping or killing
 */
public record Machine(long total, long available) {
  private static final List<Path> LIMITS =
      List.of(
          Path.of("/sys/fs/cgroup/memory.max"),
          Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
  private static final List<Path> USAGES =
      List.of(
          Path.of("/sys/fs/cgroup/memory.current"),
          Path.of("/sys/fs/cgroup/memory/memory.usage_in_bytes"));
  private static final List<Path> STATS =
      List.of(Path.of("/sys/fs/cgroup/memory.stat"), Path.of("/sys/fs/cgroup/memory/memory.stat"));

  /** As it is at this moment; {@code Long.MAX_VALUE} where the system does not say. */
  public static Machine now() {
    String info = read(Path.of("/proc/meminfo"));
    long total = kilobytes(info, "MemTotal:");
    long available = kilobytes(info, "MemAvailable:");
    for (int i = 0; i < LIMITS.size(); i++) {
      OptionalLong limit = number(LIMITS.get(i));
      OptionalLong usage = number(USAGES.get(i));
      if (limit.isPresent() && usage.isPresent() && limit.getAsLong() < total) {
        long free = limit.getAsLong() - usage.getAsLong() + reclaimable(STATS.get(i));
        return new Machine(limit.getAsLong(), Math.max(0, Math.min(available, free)));
      }
    }
    return new Machine(total, available);
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

  private static OptionalLong number(Path file) {
    return parse(read(file).strip());
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
