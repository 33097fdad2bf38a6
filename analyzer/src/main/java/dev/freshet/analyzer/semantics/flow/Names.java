package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.semantics.Look;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks names up and binds them by Python's scoping rules. */
final class Names {
  static final String BUILTINS = "builtins.";
  private static final int RANGES_KEPT = 16;
  private static final Value MAIN = Value.text(Namespaces.MAIN);

  private final Interpreter in;
  private final Map<String, Thing> phantoms = new HashMap<>();
  private final Map<String, Value> builtins = new HashMap<>();

  /** Counts bindings of the notebook's globals, so that remembered calls can be trusted. */
  int changes;

  Names(Interpreter in) {
    this.in = in;
  }

  Value load(String name, Node node) {
    Frame frame = in.frame;
    boolean first = true;
    while (frame.kind != Frame.Kind.MODULE) {
      boolean visible = first || frame.kind != Frame.Kind.CLASS;
      if (frame.scope != null && first && frame.scope.globals().contains(name)) {
        return loadGlobal(frame.space, name, node);
      }
      if (visible) {
        Binding bound = frame.vars.get(name);
        if (bound != null && !bound.unbound()) {
          return bound.value();
        }
        if (isFunctionLocal(frame, name)) {
          return bound == null ? Value.ATOM : bound.value();
        }
      }
      // A comprehension in a class body sees the body only in its first iterable.
      first = first && frame.kind == Frame.Kind.COMPREHENSION;
      Frame parent = frame.parent;
      if (parent == null) {
        break;
      }
      frame = parent;
    }
    return loadGlobal(frame.space, name, node);
  }

  private static boolean isFunctionLocal(Frame frame, String name) {
    return frame.kind == Frame.Kind.FUNCTION
        && frame.scope != null
        && frame.scope.locals().contains(name);
  }

  Value loadGlobal(Space space, String name, Node node) {
    Binding bound = space.vars.get(name);
    if (!space.notebook) {
      return loadOfModule(space, name, bound, node);
    }
    if (bound == null) {
      bound = in.outputs.binding(name);
    }
    if (bound == null) {
      return loadUnbound(name, node);
    }
    record(name, bound, node);
    in.sources.used(bound.value());
    if (bound.unbound() && bound.value().isAtom()) {
      Value builtin = builtin(name);
      if (builtin != null) {
        return builtin;
      }
      if (bound.writers().length > 0 && bound.gone()) {
        missing(name, node);
      }
    }
    return bound.value();
  }

  private Value loadOfModule(Space space, String name, @Nullable Binding bound, Node node) {
    if (space.isPatched(name)) {
      in.ambient("@" + space.name + "." + name, EffectMode.READ, node);
    }
    if (bound != null) {
      return bound.value();
    }
    Value builtin = builtin(name);
    return builtin != null ? builtin : phantom(space.name + "." + name);
  }

  private Value loadUnbound(String name, Node node) {
    Value source = in.sources.load(name);
    if (source != null) {
      return source;
    }
    if (name.equals("__name__")) {
      return MAIN;
    }
    if (name.equals("__annotations__")) {
      in.unit.notes.looksAt(Look.ANNOTATIONS.mask());
      in.open(true, false, "looks at all annotations", node);
    }
    if (in.patches.has(BUILTINS + name)) {
      in.ambient("@" + BUILTINS + name, EffectMode.READ, node);
      return in.unknown();
    }
    Value builtin = builtin(name);
    if (builtin != null) {
      if (in.world.wild().length > 0) {
        record(name, Binding.ABSENT, node);
      }
      return builtin;
    }
    if (in.magics.isAutomatic()) {
      return in.magics.automatic(name, node);
    }
    record(name, Binding.ABSENT, node);
    if (in.world.wild().length == 0) {
      missing(name, node);
    }
    return phantom(name);
  }

  // What an unknown star import may have bound, or what is simply not there.
  private Value phantom(String name) {
    return Value.of(
        phantoms.computeIfAbsent(
            name,
            n -> {
              Thing thing = new ObjectThing(Thing.UNKNOWN);
              thing.share(in.trail, 0);
              return thing;
            }));
  }

  private @Nullable Value builtin(String name) {
    Value known = builtins.get(name);
    if (known == null) {
      if (!in.library.isBuiltin(name)) {
        return null;
      }
      known = in.libraryThing(BUILTINS + name).value;
      builtins.put(name, known);
    }
    return known;
  }

  /** A set of names with one more. */
  static Set<String> with(@Nullable Object names, String name) {
    Set<String> all = new HashSet<>(Set.of(name));
    if (names instanceof Set<?> known) {
      known.forEach(each -> all.add((String) each));
    }
    return Set.copyOf(all);
  }

  private void missing(String name, Node node) {
    in.unit.notes.add(new MissingName(name, in.at(node), in.certainty(), in.isForeign()));
  }

  private void record(String name, Binding bound, Node node) {
    int unit = in.unit.number();
    int[] writers = bound.writers();
    if (writers.length == 1 && writers[0] == unit && !bound.unbound()) {
      return;
    }
    int[] wild = in.world.wild();
    if (wild.length > 0) {
      writers = Ints.union(writers, Ints.after(wild, writers.length > 0 ? writers[0] : -1));
    }
    NameRead read = in.unit.notes.read(name);
    read.must |= in.isCertain();
    read.deferred &= in.isForeign();
    read.annotates &= in.annotations > 0;
    read.maybeUnbound |= bound.unbound();
    read.writers = Ints.union(read.writers, writers);
    read.mutators = Ints.union(read.mutators, bound.mutators());
    if (read.ranges.size() < RANGES_KEPT) {
      SourceRange range = in.at(node);
      if (!read.ranges.contains(range)) {
        read.ranges.add(range);
      }
    }
  }

  void store(String name, Value value, Node node) {
    Frame frame = in.frame;
    while (frame.kind == Frame.Kind.COMPREHENSION && frame.parent != null) {
      frame = frame.parent;
    }
    if (frame.kind == Frame.Kind.MODULE || isDeclaredGlobal(frame, name)) {
      storeGlobal(frame.space, name, value, node);
    } else if (frame.scope != null && frame.scope.nonlocals().contains(name)) {
      storeNonlocal(frame, name, value, node);
    } else {
      frame.vars.put(name, Binding.local(value));
    }
  }

  private static boolean isDeclaredGlobal(Frame frame, String name) {
    return frame.scope != null && frame.scope.globals().contains(name);
  }

  private void storeNonlocal(Frame from, String name, Value value, Node node) {
    Frame frame = from;
    while (frame.parent != null && frame.parent.kind != Frame.Kind.MODULE) {
      frame = frame.parent;
      if (isFunctionLocal(frame, name)) {
        Binding old = frame.vars.get(name);
        Binding now = Binding.local(value);
        frame.vars.put(name, old == null ? now : old.join(now));
        // The variable lives in the closure that the function and its siblings share.
        in.mutate(frame.cells(), "call", node, true);
        return;
      }
    }
  }

  void storeGlobal(Space space, String name, Value value, Node node) {
    if (!space.notebook) {
      storeInModule(space, name, value, node);
      return;
    }
    changes++;
    int unit = in.unit.number();
    NameWrite write = in.unit.notes.write(name);
    write.binds = true;
    SourceRange range = in.at(node);
    if (write.ranges.size() < RANGES_KEPT && !write.ranges.contains(range)) {
      write.ranges.add(range);
    }
    space.vars.put(name, Binding.by(unit, value));
  }

  private void storeInModule(Space space, String name, Value value, Node node) {
    Binding old = space.vars.get(name);
    Binding now = Binding.local(value);
    space.vars.put(name, old == null || !space.ready ? now : old.join(now));
    if (space.ready) {
      space.patch(name);
      in.ambient("@" + space.name + "." + name, EffectMode.WRITE, node);
    }
  }

  void delete(String name, Node node) {
    Frame frame = in.frame;
    if (frame.kind != Frame.Kind.MODULE && !isDeclaredGlobal(frame, name)) {
      frame.vars.put(name, Binding.ABSENT);
      return;
    }
    deleteGlobal(frame.space, name, node);
  }

  void deleteGlobal(Space space, String name, Node node) {
    if (!space.notebook) {
      return;
    }
    changes++;
    NameWrite write = in.unit.notes.write(name);
    write.deletes = true;
    write.ranges.add(in.at(node));
    space.vars.put(name, Binding.deletedBy(in.unit.number()));
  }
}
