package dev.freshet.analyzer.semantics.flow;

import org.jspecify.annotations.Nullable;

/** A name of a module's namespace; its value is a {@link Binding}. */
final class NameSlot extends Slot implements Comparable<NameSlot> {
  final Space space;
  final String name;

  NameSlot(Space space, String name, Place whole) {
    super(whole);
    this.space = space;
    this.name = name;
  }

  @Override
  public int compareTo(NameSlot other) {
    int bySpace = space == other.space ? 0 : space.name.compareTo(other.space.name);
    return bySpace != 0 ? bySpace : name.compareTo(other.name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Nullable Binding binding() {
    return (Binding) value;
  }
}
