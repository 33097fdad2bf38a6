package dev.freshet.analyzer.semantics.flow;

import org.jspecify.annotations.Nullable;

/** A name of a module's namespace; its value is a {@link Binding}. */
final class NameSlot extends Slot {
  final Space space;
  final String name;

  NameSlot(Space space, String name, Place whole) {
    super(whole);
    this.space = space;
    this.name = name;
  }

  @Nullable Binding binding() {
    return (Binding) value;
  }
}
