package dev.freshet.executor.plan;

import java.util.Set;
import java.util.TreeSet;

/** Effects of a cell's code that earlier executions showed and its text did not. */
public record Learned(
    Set<String> reads, Set<String> writes, Set<String> ambientReads, Set<String> ambientWrites) {
  public static final Learned NOTHING = new Learned(Set.of(), Set.of(), Set.of(), Set.of());

  public Learned {
    reads = Set.copyOf(reads);
    writes = Set.copyOf(writes);
    ambientReads = Set.copyOf(ambientReads);
    ambientWrites = Set.copyOf(ambientWrites);
  }

  public Learned plus(Learned other) {
    return new Learned(
        union(reads, other.reads),
        union(writes, other.writes),
        union(ambientReads, other.ambientReads),
        union(ambientWrites, other.ambientWrites));
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> all = new TreeSet<>(a);
    all.addAll(b);
    return all;
  }
}
