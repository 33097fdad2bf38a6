package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.syntax.tree.Node;
import java.util.Set;

/**
 * Functions that remember their results. A call may leave a result that a later call finds, which
 * shows once the function looks at what has changed in between.
 */
final class Memos {
  private static final Set<String> DECORATORS = Set.of("functools.lru_cache", "functools.cache");
  private static final String PROPERTY = "functools.cached_property";
  private static final String REMEMBERS = "(remembers)";

  private final Interpreter in;

  Memos(Interpreter in) {
    this.in = in;
  }

  static boolean isMemo(String path) {
    return DECORATORS.contains(path);
  }

  /** Notes that a library's decorator makes a function remember. */
  static void decorate(String path, Value decorated) {
    if (isMemo(path) || path.equals(PROPERTY)) {
      for (Thing thing : decorated.things) {
        if (thing instanceof FunctionThing function) {
          function.put(REMEMBERS, Value.text(path));
        }
      }
    }
  }

  /** The function is called, as a property of {@code self} if there is one. */
  void called(FunctionThing function, Args args, Node node) {
    Value how = function.field(REMEMBERS);
    if (how == null) {
      return;
    }
    if (!PROPERTY.equals(how.text)) {
      if (looksAtState(function)) {
        in.change(function, "call", node, false);
      }
    } else if (!args.positional().isEmpty()) {
      for (Thing self : args.positional().get(0).things) {
        if (!in.settled.holds(self, function.name)) {
          in.change(self, "attribute", node, false);
        }
      }
    }
  }

  // What is called or imported does not change by itself; a number or a table may.
  private boolean looksAtState(FunctionThing function) {
    for (String name : function.scope.mentioned()) {
      Binding bound = in.notebook.vars.get(name);
      if (bound != null && !function.scope.locals().contains(name) && !isCode(bound.value())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCode(Value value) {
    for (Thing thing : value.things) {
      boolean code =
          thing instanceof LibraryThing
              || thing instanceof FunctionThing
              || thing instanceof ClassThing
              || thing instanceof ModuleThing;
      if (!code) {
        return false;
      }
    }
    return !value.isAtom();
  }
}
