package dev.freshet.analyzer.semantics.flow;

import java.util.Arrays;

/**
 * What a name may be bound to: the value, the units that may have bound (or deleted) it last, the
 * units that changed what it shows since, and whether it may be unbound.
 */
final class Binding {
  static final Binding ABSENT = new Binding(Value.ATOM, Ints.NONE, Ints.NONE, true, true);

  private final Value value;
  private final int[] writers;
  private final int[] mutators;
  private final boolean unbound;
  private final boolean gone;

  private Binding(Value value, int[] writers, int[] mutators, boolean unbound, boolean gone) {
    this.value = value;
    this.writers = writers;
    this.mutators = mutators;
    this.unbound = unbound;
    this.gone = gone;
  }

  Value value() {
    return value;
  }

  int[] writers() {
    return writers;
  }

  int[] mutators() {
    return mutators;
  }

  boolean unbound() {
    return unbound;
  }

  /** Whether it is unbound on every way. */
  boolean gone() {
    return gone;
  }

  static Binding local(Value value) {
    return new Binding(value, Ints.NONE, Ints.NONE, false, false);
  }

  static Binding by(int unit, Value value) {
    return new Binding(value, new int[] {unit}, Ints.NONE, false, false);
  }

  static Binding deletedBy(int unit) {
    return new Binding(Value.ATOM, new int[] {unit}, Ints.NONE, true, true);
  }

  Binding join(Binding other) {
    if (this.equals(other)) {
      return this;
    }
    return new Binding(
        value.join(other.value),
        Ints.union(writers, other.writers),
        Ints.union(mutators, other.mutators),
        unbound || other.unbound,
        gone && other.gone);
  }

  Binding mutatedBy(int unit) {
    return new Binding(value, writers, Ints.add(mutators, unit), unbound, gone);
  }

  /** Whether the other was bound, changed and unbound by the same units. */
  boolean sameSources(Binding other) {
    return unbound == other.unbound
        && gone == other.gone
        && Arrays.equals(writers, other.writers)
        && Arrays.equals(mutators, other.mutators);
  }

  /** Whether this unit alone decides what the name is. */
  boolean isOnlyBy(int unit) {
    return writers.length == 1 && writers[0] == unit;
  }
}
