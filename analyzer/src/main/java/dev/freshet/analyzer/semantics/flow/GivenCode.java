package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.library.Rule;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What libraries do with the notebook's own code that they are given: call it, iterate it. */
final class GivenCode {
  /** Built-in functions that use an iterator up. */
  private static final Set<String> CONSUMERS =
      Set.of(
          "builtins.list",
          "builtins.tuple",
          "builtins.set",
          "builtins.frozenset",
          "builtins.dict",
          "builtins.sorted",
          "builtins.sum",
          "builtins.max",
          "builtins.min");

  // scikit-learn, "Developing estimators": what a fitted estimator is asked does not fit it again.
  private static final Set<String> USING =
      Set.of(
          "predict",
          "predict_proba",
          "predict_log_proba",
          "decision_function",
          "transform",
          "inverse_transform",
          "score",
          "score_samples",
          "get_params",
          "set_params",
          "get_feature_names_out");
  private static final Set<String> TRAINING =
      Set.of("fit", "fit_transform", "fit_predict", "partial_fit");

  private static final Set<String> CONTAINERS =
      Set.of(
          "types.SimpleNamespace",
          "collections.deque",
          "collections.OrderedDict",
          "collections.defaultdict",
          "collections.Counter",
          "typing.NamedTuple",
          "enum.Enum",
          "enum.IntEnum",
          "abc.ABC");

  // A search, its pipeline, the list of its steps, a step, the tool in it, and its function.
  private static final int DEEPEST = 8;

  private final Interpreter in;

  GivenCode(Interpreter in) {
    this.in = in;
  }

  // Built-in types and mere containers call no method that a subclass defines.
  private static boolean mayCallBack(String base) {
    return base.equals(Thing.UNKNOWN) || (base.indexOf('.') > 0 && !CONTAINERS.contains(base));
  }

  // Methods of a library's base class call those that the notebook's class defines.
  private void overridden(InstanceThing instance, String caller, Args args, Node node) {
    Value own = instance.of.contents();
    for (Thing thing : own.things) {
      if (thing instanceof FunctionThing function
          && function.owner() != null
          && function.binder() == FunctionThing.Binder.PLAIN
          && !function.name.equals("__init__")
          && !(USING.contains(caller) && TRAINING.contains(function.name))) {
        Args loose = new Args(List.of(Value.of(instance)), Map.of(), args.joined(), true);
        in.perhaps(() -> in.functions.invoke(function, loose, node));
      }
    }
  }

  /** A library object and all that it holds, however indirectly. */
  static void collect(Thing thing, Set<Thing> seen, int depth) {
    if (depth > DEEPEST || seen.size() > 64 || !seen.add(thing)) {
      return;
    }
    for (Thing inner : thing.contents().things) {
      collect(inner, seen, depth + 1);
    }
    Value kept = thing.field(Thing.KEPT);
    if (kept != null) {
      for (Thing inner : kept.things) {
        collect(inner, seen, depth + 1);
      }
    }
  }

  /** What is handed to a library may be called, iterated, compared or printed by it. */
  void arguments(Rule rule, String path, Args args, Node node) {
    List<Value> all = args.all();
    for (int i = 0; i < all.size(); i++) {
      for (Thing thing : all.get(i).things) {
        use(thing, rule, path, args, node);
        if (thing.isContainer() && thing.hasContents()) {
          for (Thing inner : thing.contents().things) {
            use(inner, rule, path, args, node);
          }
        }
      }
    }
  }

  /** A method of a library's object is called. */
  void method(Thing receiver, Rule rule, String name, Args args, Node node) {
    if (receiver instanceof ObjectThing) {
      callHeld(receiver, rule, name, args, node);
    }
  }

  /** A method of an object of the notebook's own class is called that a library defines. */
  void inherited(InstanceThing receiver, String name, Args args, Node node) {
    if (mayCallBack(receiver.type)) {
      overridden(receiver, name, args, node);
    }
  }

  private void use(Thing thing, Rule rule, String path, Args args, Node node) {
    // What is made of objects calls their methods later; built-in functions call those of
    // protocols.
    String maker = LibraryResults.isClass(path) || path.startsWith("builtins.") ? path : "";
    if (thing instanceof GeneratorThing || thing.type.equals("iterator")) {
      in.attributes.iterate(Value.of(thing), node);
      if (thing instanceof GeneratorThing generator && CONSUMERS.contains(maker)) {
        generator.exhaust(in.isCertain());
      }
    } else if (isFunction(thing)) {
      if (!rule.lazy()) {
        callBack(thing, args, node);
      }
    } else if (thing instanceof ClassThing type && !rule.lazy()) {
      in.perhaps(() -> in.instances.make(type, Args.loose(Value.ATOM), node));
    } else if (thing instanceof ObjectThing) {
      if ((maker.isEmpty() || !rule.known()) && isOfOnePackage(thing, path)) {
        callHeld(thing, rule, "", args, node);
      }
    } else if (thing instanceof InstanceThing instance) {
      if (!rule.lazy() && maker.isEmpty() && mayCallBack(instance.type)) {
        overridden(instance, "", args, node);
      }
      in.special.used(thing, maker, node);
    }
  }

  // A simulator that is given a model calls the functions that the model was made of.
  private static boolean isOfOnePackage(Thing thing, String path) {
    int dot = path.indexOf('.');
    return dot > 0
        && (thing.type.regionMatches(0, path, 0, dot + 1)
            || (!thing.made.isEmpty()
                && thing.made.contains(LibraryResults.BY + path.substring(0, dot))));
  }

  // A fitter, a sampler or a model calls the functions that it was made of, and the methods of
  // objects whose class extends the library's.
  private void callHeld(Thing receiver, Rule rule, String caller, Args args, Node node) {
    if (receiver.isContainer() || rule.lazy() || receiver.isEmpty()) {
      return;
    }
    Set<Thing> held = new LinkedHashSet<>();
    collect(receiver, held, 0);
    for (Thing each : held) {
      if (!each.equals(receiver)) {
        callHeld(each, caller, args, node);
      }
    }
  }

  private void callHeld(Thing held, String caller, Args args, Node node) {
    if (isFunction(held)) {
      callBack(held, args, node);
    } else if (held instanceof InstanceThing instance && mayCallBack(instance.type)) {
      overridden(instance, caller, args, node);
    }
  }

  static boolean isFunction(Thing thing) {
    return thing instanceof FunctionThing
        || thing instanceof BoundThing
        || Partials.is(thing)
        || Callers.is(thing);
  }

  private void callBack(Thing function, Args args, Node node) {
    Value elements = Value.ATOM;
    for (Value value : args.all()) {
      for (Thing thing : value.things) {
        if (!thing.equals(function) && thing.isContainer()) {
          elements = elements.join(thing.contents().withText(null));
        }
      }
    }
    Args loose = Args.loose(elements);
    in.perhaps(() -> in.calls.call(function, loose, node));
  }
}
