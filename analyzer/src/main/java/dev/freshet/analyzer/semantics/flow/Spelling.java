package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.Look;
import dev.freshet.analyzer.semantics.library.Rule;
import java.util.Map;

/**
 * Notes when code is looked at and not only run: its docstring, annotations, the names of its
 * variables, its text. Only then does it matter how it is spelled.
 */
final class Spelling {
  private static final Map<String, Integer> ATTRIBUTES =
      Map.ofEntries(
          Map.entry("__doc__", Look.DOCUMENTATION.mask()),
          Map.entry("__annotations__", Look.ANNOTATIONS.mask()),
          Map.entry("__annotate__", Look.ANNOTATIONS.mask()),
          Map.entry("__signature__", Look.SIGNATURE),
          Map.entry("__text_signature__", Look.SIGNATURE),
          Map.entry("__code__", Look.ALL),
          Map.entry("__traceback__", Look.ALL),
          Map.entry("__dict__", Look.DOCUMENTATION.mask() | Look.ANNOTATIONS.mask()),
          Map.entry("__firstlineno__", Look.PLACE.mask()),
          Map.entry("f_lineno", Look.PLACE.mask()),
          Map.entry("f_code", Look.ALL),
          Map.entry("f_locals", Look.LOCALS.mask() | Look.PARAMETERS.mask()),
          Map.entry("gi_frame", Look.ALL),
          Map.entry("tb_lineno", Look.PLACE.mask()));
  private static final int DEEPEST = 3;

  private final Interpreter in;

  Spelling(Interpreter in) {
    this.in = in;
  }

  /** An attribute is looked at. */
  void attribute(Value owner, String name) {
    if (name.indexOf('_') < 0) {
      return;
    }
    Integer looks = ATTRIBUTES.get(name);
    if (looks != null && !owner.isAtom() && !isOfLibrary(owner)) {
      in.unit.notes.looksAt(looks);
    }
  }

  private static boolean isOfLibrary(Value value) {
    for (Thing thing : value.things) {
      if (!(thing instanceof LibraryThing)) {
        return false;
      }
    }
    return true;
  }

  /** A library is given arguments. */
  void given(Rule rule, Args args) {
    if (rule.looks() != 0 && (rule.known() || anyIsCode(args))) {
      in.unit.notes.looksAt(rule.looks());
    }
    if (!args.keywords().isEmpty() && anyTakes(args)) {
      in.unit.notes.looksAt(Look.PARAMETERS.mask());
    }
  }

  // df.apply(f, axis=1, limit=3): what the library does not know it hands on.
  private static boolean anyTakes(Args args) {
    for (Value value : args.all()) {
      for (Thing thing : value.things) {
        if (thing instanceof FunctionThing function) {
          for (String keyword : args.keywords().keySet()) {
            if (function.scope.locals().contains(keyword)) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  private static boolean anyIsCode(Args args) {
    for (Value value : args.all()) {
      if (holdsCode(value, 0, true)) {
        return true;
      }
    }
    return false;
  }

  // IPython shows a function by its signature, a class by its name.
  private static boolean holdsCode(Value value, int depth, boolean classes) {
    for (Thing thing : value.things) {
      if (thing instanceof FunctionThing
          || (classes && (thing instanceof ClassThing || thing instanceof BoundThing))) {
        return true;
      }
      if (depth < DEEPEST
          && thing.isContainer()
          && thing.hasContents()
          && holdsCode(thing.contents(), depth + 1, classes)) {
        return true;
      }
    }
    return false;
  }

  /** A class extends others: those of libraries may look at how it is written. */
  void extended(Value bases) {
    for (Thing thing : bases.things) {
      if (thing instanceof LibraryThing library && library.builtin == null) {
        in.unit.notes.looksAt(in.library.function(library.path).looks());
      }
    }
  }

  /** The value is what a cell shows. */
  void shown(Value value) {
    if (holdsCode(value, 0, false)) {
      in.unit.notes.looksAt(Look.SIGNATURE);
    }
  }

  /** A function of the notebook is called. */
  void called(Args args) {
    if (!args.keywords().isEmpty() || (args.rest() != null && !args.loose())) {
      in.unit.notes.looksAt(Look.PARAMETERS.mask());
    }
  }
}
