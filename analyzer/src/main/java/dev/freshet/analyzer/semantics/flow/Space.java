package dev.freshet.analyzer.semantics.flow;

import java.util.HashSet;
import java.util.Set;

/** The namespace of a module: the notebook's own, or that of a module beside it. */
final class Space {
  final String name;
  final boolean notebook;
  final Vars vars = new Vars();

  /** Names of a module beside the notebook that were set after its import. */
  final Set<String> patched = new HashSet<>();

  /** Whether the module's own body has run. */
  boolean ready;

  Space(String name, boolean notebook) {
    this.name = name;
    this.notebook = notebook;
  }
}
