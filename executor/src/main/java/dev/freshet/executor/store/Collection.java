package dev.freshet.executor.store;

import dev.freshet.executor.store.StoreContents.Result;
import dev.freshet.executor.store.StoreContents.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to remove so that stores together keep to a quota. First goes what nothing refers to; then
 * values whose computing took least for the bytes they hold, the longer unused the sooner; then the
 * longest unused results. What a living session used since it began stays.
 *
 * @param before bytes in all stores now
 * @param after bytes when the removals are done
 */
public record Collection(List<Removal> removals, long before, long after) {
  /** How long until a value that nobody uses counts half. */
  private static final Duration HALF_LIFE = Duration.ofDays(7);

  /** What nothing refers to may be in the making by a process without a lease for this long. */
  private static final Duration GRACE = Duration.ofMinutes(10);

  /** One file that goes, and why. */
  public record Removal(Path store, Path file, long bytes, Kind kind) {}

  /** What sort of thing goes. */
  public enum Kind {
    LEFTOVER,
    UNREFERENCED,
    VALUE,
    RESULT
  }

  public Collection {
    removals = List.copyOf(removals);
  }

  /** A value that may go, and what it is worth: milliseconds of computing per byte. */
  private record Candidate(Path store, Value value, double worth) {}

  /** Decides; removes nothing. */
  public static Collection plan(List<StoreContents> stores, long quota, Instant now) {
    long total = stores.stream().mapToLong(StoreContents::bytes).sum();
    List<Removal> removals = new ArrayList<>();
    List<Candidate> candidates = new ArrayList<>();
    for (StoreContents store : stores) {
      Instant inUse = inUseSince(store.root(), now);
      rubbish(store, inUse, now, removals);
      candidates.addAll(candidates(store, inUse, now));
    }
    long left =
        total
            - removals.stream()
                .filter(r -> r.kind() == Kind.UNREFERENCED)
                .mapToLong(Removal::bytes)
                .sum();
    candidates.sort(Comparator.comparingDouble(Candidate::worth));
    for (Candidate candidate : candidates) {
      if (left <= quota) {
        break;
      }
      Value value = candidate.value();
      removals.add(new Removal(candidate.store(), value.file(), value.bytes(), Kind.VALUE));
      left -= value.bytes();
    }
    left = oldResults(stores, quota, left, now, removals);
    return new Collection(removals, total, left);
  }

  private static Instant inUseSince(Path store, Instant now) {
    return Lease.holders(store).stream()
        .map(Lease.Holder::since)
        .min(Comparator.naturalOrder())
        .orElse(now.plus(Duration.ofDays(1)));
  }

  private static void rubbish(
      StoreContents store, Instant inUse, Instant now, List<Removal> removals) {
    Instant settled = now.minus(GRACE);
    Map<String, Double> costs = costs(store);
    for (Value value : store.values()) {
      boolean settledAndFree = value.used().isBefore(inUse) && value.used().isBefore(settled);
      if (settledAndFree && !costs.containsKey(value.hash())) {
        removals.add(new Removal(store.root(), value.file(), value.bytes(), Kind.UNREFERENCED));
      }
    }
    for (Path file : store.leftovers()) {
      Instant written = Instant.ofEpochMilli(file.toFile().lastModified());
      if (written.isBefore(inUse) && written.isBefore(settled)) {
        removals.add(new Removal(store.root(), file, file.toFile().length(), Kind.LEFTOVER));
      }
    }
  }

  /** By hash, the longest time that computing the value took. */
  private static Map<String, Double> costs(StoreContents store) {
    Map<String, Double> costs = new HashMap<>();
    for (Result result : store.results()) {
      result
          .objects()
          .forEach(hash -> costs.merge(hash, result.execution().durationMs(), Math::max));
    }
    return costs;
  }

  private static List<Candidate> candidates(StoreContents store, Instant inUse, Instant now) {
    Map<String, Double> costs = costs(store);
    List<Candidate> found = new ArrayList<>();
    for (Value value : store.values()) {
      Double cost = costs.get(value.hash());
      if (cost != null && isIdle(value.used(), inUse, now)) {
        found.add(new Candidate(store.root(), value, worth(cost, value, now)));
      }
    }
    return found;
  }

  /** What was used in the future was used before the clock was set back. */
  private static boolean isIdle(Instant used, Instant inUse, Instant now) {
    return used.isBefore(inUse) || used.isAfter(now.plus(Duration.ofHours(1)));
  }

  private static double worth(double costMs, Value value, Instant now) {
    double idle = Math.max(0, Duration.between(value.used(), now).toMillis());
    return (costMs + 1) / Math.max(1, value.bytes()) * Math.pow(0.5, idle / HALF_LIFE.toMillis());
  }

  private static long oldResults(
      List<StoreContents> stores, long quota, long before, Instant now, List<Removal> removals) {
    long left = before;
    Map<Result, Path> free = new HashMap<>();
    for (StoreContents store : stores) {
      Instant inUse = inUseSince(store.root(), now);
      store.results().stream()
          .filter(r -> isIdle(r.used(), inUse, now))
          .forEach(r -> free.put(r, store.root()));
    }
    List<Result> oldest =
        free.keySet().stream().sorted(Comparator.comparing(Result::used)).toList();
    for (Result result : oldest) {
      if (left <= quota) {
        break;
      }
      removals.add(
          new Removal(
              java.util.Objects.requireNonNull(free.get(result)),
              result.file(),
              result.bytes(),
              Kind.RESULT));
      left -= result.bytes();
    }
    return left;
  }

  /**
   * Removes what was decided. A file that somebody used meanwhile is only lost to the store: who
   * has it open keeps it.
   *
   * @return bytes that were freed
   */
  public long carryOut() throws IOException {
    long freed = 0;
    for (Removal removal : removals) {
      if (Files.deleteIfExists(removal.file())) {
        freed += removal.bytes();
      }
    }
    return freed;
  }
}
