package dev.freshet.executor.owner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that owns files, told apart from a later one with the same id by its start.
 *
 * @param started in clock ticks since the machine's start (Linux), else in epoch milliseconds
 */
public record Owner(long pid, long started) {

  /** This process. */
  public static Owner self() {
    long pid = ProcessHandle.current().pid();
    return new Owner(pid, startOf(pid).orElse(0L));
  }

  /** Reads what {@link #toString} wrote. */
  public static Optional<Owner> parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 2 || !text.matches("\\d{1,18}\\.\\d{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(new Owner(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
  }

  /** Whether that very process still runs. */
  public boolean isAlive() {
    return startOf(pid).map(start -> start == started).orElse(false);
  }

  /** When a process started; empty when there is none, or it only waits to be reaped. */
  private static Optional<Long> startOf(long pid) {
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      // The second field is the command in parentheses and may hold anything; state is the third.
      String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return rest[0].equals("Z") || rest[0].equals("X")
          ? Optional.empty()
          : Optional.of(Long.parseLong(rest[19]));
    } catch (IOException | RuntimeException e) {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .map(p -> p.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L));
    }
  }

  @Override
  public String toString() {
    return pid + "." + started;
  }
}
