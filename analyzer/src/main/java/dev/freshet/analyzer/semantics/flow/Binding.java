package dev.freshet.analyzer.semantics.flow;

/**
 * What a name may be bound to.
 *
 * @param writers units that may have bound (or deleted) it last
 * @param mutators units that changed what it shows since
 * @param unbound whether it may be unbound
 */
record Binding(Value value, int[] writers, int[] mutators, boolean unbound) {
  static final Binding ABSENT = new Binding(Value.ATOM, Ints.NONE, Ints.NONE, true);

  static Binding local(Value value) {
    return new Binding(value, Ints.NONE, Ints.NONE, false);
  }

  static Binding by(int unit, Value value) {
    return new Binding(value, new int[] {unit}, Ints.NONE, false);
  }

  static Binding deletedBy(int unit) {
    return new Binding(Value.ATOM, new int[] {unit}, Ints.NONE, true);
  }

  Binding join(Binding other) {
    if (this.equals(other)) {
      return this;
    }
    return new Binding(
        value.join(other.value),
        Ints.union(writers, other.writers),
        Ints.union(mutators, other.mutators),
        unbound || other.unbound);
  }

  Binding mutatedBy(int unit) {
    return new Binding(value, writers, Ints.add(mutators, unit), unbound);
  }

  /** Whether this unit alone decides what the name is. */
  boolean isOnlyBy(int unit) {
    return writers.length == 1 && writers[0] == unit;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
