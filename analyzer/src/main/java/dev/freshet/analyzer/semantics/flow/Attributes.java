package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.semantics.library.Rule;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Attributes, elements and iteration of values. */
final class Attributes {
  private static final Set<String> ATOM_ELEMENTS = Set.of("dict", "pandas.DataFrame", "file");
  private static final Set<String> ITERATORS = Set.of("iterator", "file");
  private static final Set<String> INDEXERS = Set.of("loc", "iloc", "at", "iat");
  private static final Set<String> ARRAYS = Set.of("numpy.ndarray", "numpy.ma.MaskedArray");
  // plt.subplots(2, 2) yields an array of axes, plt.subplots() a single one.
  private static final String AXES = "matplotlib.axes.Axes";
  private static final Set<String> FRAMES = Set.of("pandas.DataFrame", "pandas.Series");
  private static final Set<String> SEQUENCES = Set.of("list", "tuple");
  private static final Set<String> CONTAINERS = Set.of("list", "dict", "set", "bytearray");

  private final Interpreter in;

  Attributes(Interpreter in) {
    this.in = in;
  }

  Value load(Value owner, String name, Node node) {
    in.spelling.attribute(owner, name);
    Value result = null;
    for (Thing thing : owner.things) {
      Value one = load(thing, name, node);
      result = result == null ? one : result.join(one);
    }
    return result == null ? Value.ATOM : result;
  }

  private Value load(Thing thing, String name, Node node) {
    if (thing instanceof LibraryThing library) {
      return ofLibrary(library, name, node);
    }
    if (thing instanceof ModuleThing module) {
      return module.space.notebook
          ? in.namespaces.ofMain(name, node)
          : in.names.loadGlobal(module.space, name, node);
    }
    if (thing instanceof InstanceThing instance) {
      return ofInstance(instance, name, node);
    }
    if (thing instanceof ClassThing type) {
      if (name.equals("__subclasses__")) {
        return in.namespaces.subclasses(type, node);
      }
      Value found = type.lookUp(name);
      if (found != null) {
        return in.functions.unbound(found, type);
      }
      Value ofMeta = type.ofMeta(name);
      return ofMeta != null ? in.functions.bound(ofMeta, type, node) : inner(thing, name);
    }
    if (thing instanceof SuperThing above) {
      Value found = above.above.inherited(name);
      return found != null
          ? in.functions.bound(found, above.self, node)
          : Value.of(new BoundThing(above.self, null, name));
    }
    if (thing instanceof FunctionThing function) {
      Value field = thing.field(name);
      return field != null ? field : Value.of(new BoundThing(function, null, name));
    }
    return ofOther(thing, name, node);
  }

  private Value ofLibrary(LibraryThing library, String name, Node node) {
    LibraryThing member = library.member(name, in::libraryThing);
    touch(member.path, EffectMode.READ, node);
    return member.value;
  }

  private Value ofInstance(InstanceThing instance, String name, Node node) {
    Value field = instance.field(name);
    Value found = instance.of.lookUp(name);
    if (found != null) {
      Value bound = in.functions.bound(found, instance, node);
      return field == null ? bound : bound.join(field);
    }
    if (field != null) {
      return field;
    }
    if (name.equals("__dict__")) {
      return Value.of(instance);
    }
    if (in.functions.hasMethod(instance, "__getattr__")) {
      return in.functions.callMethod(instance, "__getattr__", List.of(Value.text(name)), node);
    }
    return inner(instance, name);
  }

  private Value ofOther(Thing thing, String name, Node node) {
    in.libraryCalls.changes.look(thing, name, node);
    Value field = thing.field(name);
    if (field != null) {
      return field;
    }
    Value names = in.namespaces.ofFrame(name, node);
    if (names != null) {
      return names;
    }
    if (FRAMES.contains(thing.type) && INDEXERS.contains(name)) {
      return Value.of(thing);
    }
    Optional<Rule> rule =
        thing.isUnknown() ? Optional.empty() : in.library.member(thing.type, name);
    Optional<String> returns = rule.flatMap(Rule::returns);
    if (returns.isPresent() && returns.get().equals("view")) {
      return Value.of(thing);
    }
    if (isMethod(thing, rule)) {
      return Value.of(new BoundThing(thing, null, name));
    }
    if (rule.isPresent() && rule.get().fresh()) {
      return in.fresh(returns.orElse(Thing.UNKNOWN));
    }
    if (thing.type.equals("pandas.DataFrame")) {
      return innerOf(thing, name, "pandas.Series");
    }
    return innerOf(thing, name, Thing.UNKNOWN);
  }

  // put = found.append: what is known to change its object is a method; built-in containers have
  // no other attributes.
  private static boolean isMethod(Thing thing, Optional<Rule> rule) {
    return CONTAINERS.contains(thing.type) || rule.filter(Rule::mutatesSelf).isPresent();
  }

  /** The object in a field, made up when nothing is known of it. */
  Value inner(Thing thing, String field) {
    return innerOf(thing, field, Thing.UNKNOWN);
  }

  private static Value innerOf(Thing thing, String field, String type) {
    Value known = thing.field(field);
    if (known == null) {
      known = Value.of(new ObjectThing(type));
      thing.put(field, known);
    }
    return known;
  }

  Value subscript(Value owner, Expr.Subscript node) {
    Value key = in.eval(node.slice());
    in.special.key(key, node);
    Value result = Value.ATOM;
    for (Thing thing : owner.things) {
      result = result.join(subscript(thing, key, node));
    }
    return result;
  }

  private Value subscript(Thing thing, Value key, Expr.Subscript node) {
    if (thing instanceof LibraryThing library) {
      touch(library.path, EffectMode.READ, node);
      if (Namespaces.MAIN.equals(key.text) && library.path.equals("sys.modules")) {
        return in.main;
      }
      return in.unknown();
    }
    if (thing instanceof ClassThing) {
      return Value.of(thing);
    }
    if (in.functions.hasMethod(thing, "__getitem__")) {
      return in.functions.callMethod(thing, "__getitem__", List.of(key), node);
    }
    // A dict's subclass.
    in.special.call(thing, "__missing__", node, key);
    if (thing.type.equals(Namespaces.TYPE)) {
      return key.text == null ? in.unknown() : in.names.loadGlobal(in.notebook, key.text, node);
    }
    boolean copies = isCopyingKey(node.slice());
    if (ARRAYS.contains(thing.type)) {
      return copies ? in.fresh(thing.type) : Value.of(thing);
    }
    if (thing.type.equals(AXES)) {
      return Value.of(thing);
    }
    if (FRAMES.contains(thing.type)) {
      return key.text != null ? innerOf(thing, key.text, "pandas.Series") : in.fresh(thing.type);
    }
    if (node.slice() instanceof Expr.Slice) {
      return sliced(thing);
    }
    if (copies && thing.isUnknown()) {
      return in.unknown();
    }
    String place = key.text != null ? key.text : constantIndex(node.slice());
    if (thing.made.contains(LibraryResults.FILLS)) {
      return filled(thing, place, node);
    }
    return item(thing, place == null ? Thing.ELEMENTS : place);
  }

  // A default dict makes what is looked up in vain; whether it is there is known of constant keys.
  private Value filled(Thing thing, @Nullable String key, Node node) {
    if (key != null && thing.field(key) == null && thing.field(Thing.ELEMENTS) == null) {
      in.change(thing, "subscript", node, false);
    }
    Value factory = thing.field(Thing.KEPT);
    Value found = item(thing, key == null ? Thing.ELEMENTS : key);
    if (factory == null || !(factory.things[0] instanceof FunctionThing)) {
      return found;
    }
    return found.join(in.perhaps(() -> in.calls.call(factory, Args.of(), node)));
  }

  private static Value sliced(Thing thing) {
    if (SEQUENCES.contains(thing.type)) {
      Thing part = new ObjectThing(thing.type);
      part.put(Thing.ELEMENTS, thing.contents().withText(null));
      return Value.of(part);
    }
    // An array's slice is a view.
    return Value.of(thing);
  }

  // x[x > 0], x[[1, 2]]: always a copy.
  private static boolean isCopyingKey(Expr key) {
    return key instanceof Expr.Compare
        || key instanceof Expr.ListDisplay
        || (key instanceof Expr.UnaryOp op && isCopyingKey(op.operand()))
        || (key instanceof Expr.BinOp op && (isCopyingKey(op.left()) || isCopyingKey(op.right())));
  }

  private static @Nullable String constantIndex(Expr key) {
    return key instanceof Expr.Constant constant
            && constant.value() instanceof dev.freshet.analyzer.syntax.tree.Literal.Num number
        ? number.text()
        : null;
  }

  /** One element by its place. */
  Value item(Value owner, String place, Node node) {
    if (owner.things.length == 1 && SEQUENCES.contains(owner.things[0].type)) {
      return item(owner.things[0], place);
    }
    return elements(owner, node);
  }

  private Value item(Thing thing, String place) {
    Value exact = thing.field(place);
    Value some = thing.field(Thing.ELEMENTS);
    if (exact != null && !place.equals(Thing.ELEMENTS)) {
      return some == null ? exact : exact.join(some);
    }
    if (thing.hasContents()) {
      Value all = thing.contents();
      if (!all.isAtom() || SEQUENCES.contains(thing.type)) {
        return all.withText(null);
      }
    }
    return inner(thing, place);
  }

  /** What the elements may be, without running a loop over them where that can be seen. */
  Value elements(Value owner, @Nullable Node node) {
    if (node != null) {
      return iterate(owner, node);
    }
    Value all = Value.ATOM;
    for (Thing thing : owner.things) {
      all = all.join(plainElements(thing));
    }
    return all;
  }

  /** Runs the iteration: generators run now, iterators move on. */
  Value iterate(Value owner, Node node) {
    Value all = Value.ATOM;
    for (Thing thing : owner.things) {
      all = all.join(iterate(thing, node));
    }
    return all;
  }

  private Value iterate(Thing thing, Node node) {
    if (thing instanceof GeneratorThing generator) {
      if (generator.isExhausted()) {
        return Value.ATOM;
      }
      in.mutate(generator, "iteration", node, true);
      return in.perhaps(() -> generator.force(node));
    }
    if (in.functions.hasMethod(thing, "__iter__")) {
      Value iterator = in.functions.callMethod(thing, "__iter__", List.of(), node);
      Value elements = Value.ATOM;
      for (Thing each : iterator.things) {
        elements = elements.join(each.equals(thing) ? next(each, node) : iterate(each, node));
      }
      return elements;
    }
    if (in.functions.hasMethod(thing, "__getitem__")) {
      return in.functions.callMethod(thing, "__getitem__", List.of(Value.ATOM), node);
    }
    if (in.functions.hasMethod(thing, "__aiter__")) {
      in.functions.callMethod(thing, "__aiter__", List.of(), node);
      return in.perhaps(() -> in.functions.callMethod(thing, "__anext__", List.of(), node));
    }
    if (ITERATORS.contains(thing.type)) {
      in.mutate(thing, "iteration", node, true);
    }
    return plainElements(thing);
  }

  private Value next(Thing thing, Node node) {
    return in.functions.hasMethod(thing, "__next__")
        ? in.functions.callMethod(thing, "__next__", List.of(), node)
        : Value.ATOM;
  }

  private Value plainElements(Thing thing) {
    if (ARRAYS.contains(thing.type) || thing.type.equals(AXES)) {
      return Value.of(thing);
    }
    if (ATOM_ELEMENTS.contains(thing.type)) {
      return thing.type.equals("dict") ? thing.contents().withText(null) : Value.ATOM;
    }
    if (thing instanceof LibraryThing || thing instanceof FunctionThing) {
      return in.unknown();
    }
    return thing.hasContents() || !thing.isUnknown()
        ? knownElements(thing)
        : inner(thing, Thing.ELEMENTS);
  }

  private Value knownElements(Thing thing) {
    Value all = thing.contents().withText(null);
    boolean atoms = all.isAtom() && (thing.hasContents() || !thing.isUnknown());
    return atoms ? Value.ATOM : all;
  }

  /** Reads or writes a piece of interpreter state that has a name in a library. */
  void touch(String path, EffectMode mode, Node node) {
    String state = in.library.state(path);
    if (state != null) {
      in.ambient(state, mode, node);
    } else if (mode.reads() && in.patches.has(path)) {
      in.ambient("@" + path, mode, node);
    } else if (mode.writes()) {
      in.patches.add(path);
      in.ambient("@" + path, mode, node);
    }
  }

  /** An import may touch state too. */
  void imported(String path, Node node) {
    in.library.exact(path).ifPresent(rule -> in.libraryCalls.effects(rule, node));
  }
}
