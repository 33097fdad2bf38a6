package dev.freshet.analyzer.semantics.flow;

import java.util.Set;

/** The namespace of a module: the notebook's own, or that of a module beside it. */
final class Space {
  final String name;
  final boolean notebook;
  final Vars vars;

  /** Names of a module beside the notebook that were set after its import. */
  private final Slot patched = Slot.in(null);

  private final Trail trail;

  /** Whether the module's own body has run. */
  boolean ready;

  Space(String name, boolean notebook, Trail trail) {
    this.name = name;
    this.notebook = notebook;
    this.trail = trail;
    vars = new Vars(this, trail);
  }

  boolean isPatched(String of) {
    return trail.get(patched) instanceof Set<?> names && names.contains(of);
  }

  void patch(String of) {
    trail.set(patched, Names.with(trail.get(patched), of));
  }
}
