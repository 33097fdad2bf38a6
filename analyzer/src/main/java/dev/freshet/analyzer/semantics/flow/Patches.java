package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.Set;

/**
 * What cells set on modules and classes of libraries. The library's own code may look at it, and
 * nothing in the notebook says so: {@code lib.LEVEL = 3} above {@code lib.run()}.
 */
final class Patches {
  private final Interpreter in;
  private final Slot known = Slot.in(null);

  Patches(Interpreter in) {
    this.in = in;
  }

  void add(String path) {
    in.trail.set(known, Names.with(in.trail.get(known), path));
  }

  boolean has(String path) {
    return in.trail.get(known) instanceof Set<?> paths && paths.contains(path);
  }

  /** Code of a library runs, named by the function's path or the receiver's type. */
  void called(String path, Node node) {
    String of = packageOf(path);
    if (!of.isEmpty() && in.trail.get(known) instanceof Set<?> paths) {
      for (Object each : paths) {
        if (packageOf((String) each).equals(of) && mayConcern((String) each, of)) {
          in.perhaps(() -> read((String) each, node));
        }
      }
    }
  }

  private Value read(String path, Node node) {
    in.ambient("@" + path, EffectMode.READ, node);
    return Value.ATOM;
  }

  // A class of a well-known library that gets a method more (pandas.DataFrame.shout) does what it
  // did before.
  private boolean mayConcern(String path, String of) {
    String owner = path.substring(0, path.lastIndexOf('.'));
    boolean ofClass = Character.isUpperCase(owner.charAt(owner.lastIndexOf('.') + 1));
    return !path.startsWith(Names.BUILTINS) && (!ofClass || in.library.isForeign(of));
  }

  private static String packageOf(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }
}
