package dev.freshet.executor.plan;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Effects of a cell's code that earlier executions showed and its text did not.
 *
 * @param fileReads paths that it looked at and that a cell above had left
 * @param fileWrites paths that it left and that a later cell looked at
 * @param memory the most bytes that were seen to be held for an execution beside what it was given
 */
public record Learned(
    Set<String> reads,
    Set<String> writes,
    Set<String> ambientReads,
    Set<String> ambientWrites,
    Set<String> fileReads,
    Set<String> fileWrites,
    long memory) {
  public static final Learned NOTHING = names(Set.of(), Set.of());

  /** What was kept by a version that knew less lacks some of them. */
  public Learned {
    reads = known(reads);
    writes = known(writes);
    ambientReads = known(ambientReads);
    ambientWrites = known(ambientWrites);
    fileReads = known(fileReads);
    fileWrites = known(fileWrites);
  }

  /** Of variables alone. */
  public static Learned names(Set<String> reads, Set<String> writes) {
    return new Learned(reads, writes, Set.of(), Set.of(), Set.of(), Set.of(), 0);
  }

  /** Of files alone. */
  public static Learned files(Set<String> reads, Set<String> writes) {
    return new Learned(Set.of(), Set.of(), Set.of(), Set.of(), reads, writes, 0);
  }

  /** The same effects, of code that needs so much memory. */
  public Learned withMemory(long bytes) {
    return new Learned(
        reads, writes, ambientReads, ambientWrites, fileReads, fileWrites, Math.max(memory, bytes));
  }

  public Learned withAmbient(Set<String> stateReads, Set<String> stateWrites) {
    return new Learned(reads, writes, stateReads, stateWrites, fileReads, fileWrites, memory);
  }

  /** Whether it has nothing to say of variables or ambient state. */
  boolean ofNoState() {
    return reads.isEmpty() && writes.isEmpty() && ambientReads.isEmpty() && ambientWrites.isEmpty();
  }

  public Learned plus(Learned other) {
    return new Learned(
        union(reads, other.reads),
        union(writes, other.writes),
        union(ambientReads, other.ambientReads),
        union(ambientWrites, other.ambientWrites),
        union(fileReads, other.fileReads),
        union(fileWrites, other.fileWrites),
        Math.max(memory, other.memory));
  }

  private static Set<String> known(@Nullable Set<String> names) {
    return names == null ? Set.of() : Set.copyOf(names);
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> all = new TreeSet<>(a);
    all.addAll(b);
    return all;
  }
}
