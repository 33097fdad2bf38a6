package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.library.Rule;
import dev.freshet.analyzer.syntax.tree.Expr;

/**
 * Objects of libraries that {@code with} statements enter. One that was kept in a variable is
 * changed by being entered again: a model that gathers what is made inside, an output that catches
 * what is printed, a pool that is closed. What is made inside may be held by it.
 */
final class Managers {
  private Managers() {}

  static void enter(Interpreter in, Value manager, Expr node) {
    boolean kept = node instanceof Expr.Name || node instanceof Expr.Attribute;
    for (Thing thing : manager.things) {
      if (thing instanceof ObjectThing
          && thing.field(LibraryCalls.RESTORES) == null
          && !thing.type.startsWith("threading.")) {
        Rule rule = in.library.method(thing.type, "__enter__");
        if (kept && (!rule.known() || rule.mutatesSelf())) {
          in.mutate(thing, "with", node, false);
        }
        if (!thing.type.equals("file")) {
          in.managers.add(thing);
        }
      }
    }
  }

  /** Something is made of a library's class. */
  static void made(Interpreter in, Thing made) {
    for (Thing manager : in.managers) {
      if (!manager.equals(made)) {
        manager.put(Thing.KEPT, Value.of(made));
      }
    }
  }
}
