package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.semantics.library.Rule;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls code that is not seen: its effects are looked up in the tables. */
final class LibraryCalls {
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

  private static final Set<String> HOLDERS = Set.of("list", "tuple", "dict", "set");
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

  /** The field of a context manager that tells which state it puts back. */
  static final String RESTORES = "(restores)";

  private static final Rule UNKNOWN = Rule.unknown();

  private final Interpreter in;
  private final Strings strings;
  private final LibraryFiles files;
  private final LibraryChanges changes;
  private final LibraryResults results;

  LibraryCalls(Interpreter in) {
    this.in = in;
    strings = new Strings(in);
    files = new LibraryFiles(in);
    changes = new LibraryChanges(in);
    results = new LibraryResults(in);
  }

  Value function(String path, Args args, Node node) {
    Rule rule = in.library.function(path);
    Value result = apply(rule, null, path, args, node, false);
    if (rule.state().isPresent()) {
      in.ambient(rule.state().get(), EffectMode.READ_WRITE, node);
    }
    return result;
  }

  Value method(Thing receiver, String name, Args args, Node node, boolean surely) {
    if (receiver instanceof InstanceThing instance && mayCallBack(receiver.type)) {
      overridden(instance, name, args, node);
    }
    Rule rule = in.library.method(receiver.type, name);
    in.showing.registers(name, args);
    callHeld(receiver, rule, name, args, node);
    String path = isNamed(rule, receiver) ? receiver.type + "." + name : name;
    return apply(rule, receiver, path, args, node, surely);
  }

  // Whether it matters what the method's qualified name is.
  private static boolean isNamed(Rule rule, Thing receiver) {
    String returns = rule.returns().orElse("");
    return rule.openWorld().isPresent()
        || returns.equals("path")
        || returns.equals("fields")
        || receiver.type.startsWith("builtins.");
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

  /** Calls something of which nothing is known. */
  Value unknown(Args args, Node node) {
    return apply(UNKNOWN, null, Thing.UNKNOWN, args, node, false);
  }

  /** A library's decorator may do something at once, such as registering. */
  void decorator(String path, Value decorated, Node node) {
    Memos.decorate(path, decorated);
    switch (path) {
      case "builtins.staticmethod" -> binder(decorated, FunctionThing.Binder.STATIC);
      case "builtins.classmethod" -> binder(decorated, FunctionThing.Binder.CLASS);
      case "builtins.property", "functools.cached_property", "abc.abstractproperty" ->
          binder(decorated, FunctionThing.Binder.PROPERTY);
      default -> {
        effects(in.library.function(path), node);
        in.spelling.given(in.library.function(path), Args.of(decorated));
        if (path.startsWith("IPython.core.magic.register_")) {
          registerMagic(decorated, node);
        }
      }
    }
  }

  private void registerMagic(Value decorated, Node node) {
    for (Thing thing : decorated.things) {
      if (thing instanceof FunctionThing function) {
        in.magics.register(function.name, node);
      }
    }
  }

  private static void binder(Value decorated, FunctionThing.Binder binder) {
    for (Thing thing : decorated.things) {
      if (thing instanceof FunctionThing function) {
        function.bindAs(binder);
      }
    }
  }

  /** The effects of a rule that do not depend on arguments. */
  void effects(Rule rule, Node node) {
    rule.ambient().forEach(each -> in.ambient(each.name(), each.mode(), node));
    rule.external().ifPresent(what -> in.external(what, node));
  }

  // What was read in a library's text need not happen in this call.
  private Value apply(
      Rule rule, @Nullable Thing receiver, String path, Args args, Node node, boolean surely) {
    return rule.by().isPresent()
        ? in.perhaps(() -> applied(rule, receiver, path, args, node, false))
        : applied(rule, receiver, path, args, node, surely);
  }

  private Value applied(
      Rule rule, @Nullable Thing receiver, String path, Args args, Node node, boolean surely) {
    in.surroundings.ofCall(node);
    in.spelling.given(rule, args);
    useArguments(rule, path, args, node);
    changes.apply(rule, receiver, args, node, surely);
    if (!rule.ambient().isEmpty()) {
      touch(rule, receiver, args, node);
    }
    if (!rule.runs().isEmpty()) {
      runMethods(rule, receiver, args, node);
    }
    if (rule.external().isPresent()) {
      in.external(rule.external().get(), node);
    }
    if (!rule.files().isEmpty()) {
      rule.files().forEach(file -> files.open(file, receiver, args, node));
    }
    if (rule.names().isPresent()) {
      strings.mentioned(rule.names().get(), args, node);
    }
    if (rule.openWorld().isPresent()) {
      Value ran = strings.command(path, args, node);
      if (ran != null) {
        return ran;
      }
      Rule.OpenWorld open = rule.openWorld().get();
      in.open(open.reads(), open.writes(), "calls " + path, node);
    }
    if (rule.keeps() && receiver != null) {
      receiver.put(Thing.ELEMENTS, args.joined());
    }
    Value result = results.of(rule, receiver, path, args, node);
    if (rule.restores().isPresent()) {
      Value state = Value.text(rule.restores().get());
      List.of(result.things).forEach(thing -> thing.put(RESTORES, state));
    }
    return result;
  }

  private void touch(Rule rule, @Nullable Thing receiver, Args args, Node node) {
    for (Rule.Ambient each : rule.ambient()) {
      if (!isPrevented(each, receiver, args)) {
        in.ambient(each.name(), each.mode(), node);
      }
    }
  }

  // An argument is given, or was made with a keyword: seed, or 0.seed.
  private static boolean isPrevented(Rule.Ambient each, @Nullable Thing receiver, Args args) {
    boolean prevented = each.unless().stream().anyMatch(key -> isGiven(key, receiver, args));
    boolean unasked =
        each.onlyIf().isPresent()
            && each.onlyIf().filter(key -> isGiven(key, receiver, args)).isEmpty();
    return prevented || unasked;
  }

  private static boolean isGiven(String keyword, @Nullable Thing receiver, Args args) {
    int other = keyword.indexOf("!=");
    if (other > 0) {
      Value given = args.get(keyword.substring(0, other));
      return given != null
          && given.text != null
          && !given.text.equals(keyword.substring(other + 2));
    }
    int dot = keyword.indexOf('.');
    if (dot > 0) {
      Value given = args.get(keyword.substring(0, dot));
      String attribute = keyword.substring(dot + 1);
      return given != null
          && given.things.length > 0
          && List.of(given.things).stream().allMatch(thing -> thing.made.contains(attribute));
    }
    return args.get(keyword) != null || (receiver != null && receiver.made.contains(keyword));
  }

  // A grid search fits the model it holds, with splits drawn by what it was given.
  private void runMethods(Rule rule, @Nullable Thing receiver, Args args, Node node) {
    Set<Thing> seen = new LinkedHashSet<>();
    if (receiver != null) {
      collect(receiver, seen, 0);
    }
    args.all().forEach(value -> List.of(value.things).forEach(thing -> collect(thing, seen, 0)));
    for (Thing thing : seen) {
      for (String method : rule.runs()) {
        if (!thing.isUnknown() && !thing.equals(receiver)) {
          for (Rule.Ambient each : in.library.method(thing.type, method).ambient()) {
            if (!isPrevented(each, thing, Args.of())) {
              in.ambient(each.name(), each.mode(), node);
            }
          }
        }
      }
    }
  }

  /** A library object and all that it holds, however indirectly. */
  static void collect(Thing thing, Set<Thing> seen, int depth) {
    if (depth > 4 || seen.size() > 64 || !seen.add(thing)) {
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

  // What is handed to a library may be called, iterated, compared or printed by it.
  private void useArguments(Rule rule, String path, Args args, Node node) {
    for (Value value : args.all()) {
      for (Thing thing : value.things) {
        use(thing, rule, path, args, node);
        if (HOLDERS.contains(thing.type) && thing.hasContents()) {
          for (Thing inner : thing.contents().things) {
            use(inner, rule, path, args, node);
          }
        }
      }
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
    } else if (thing instanceof ObjectThing
        && isOfOnePackage(thing, path)
        && (maker.isEmpty() || !rule.known())) {
      callHeld(thing, rule, "", args, node);
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
        && (thing.type.startsWith(path.substring(0, dot + 1))
            || thing.made.contains(LibraryResults.BY + path.substring(0, dot)));
  }

  // A fitter, a sampler or a model calls the functions that it was made of, and the methods of
  // objects whose class extends the library's.
  private void callHeld(Thing receiver, Rule rule, String caller, Args args, Node node) {
    if (!(receiver instanceof ObjectThing) || HOLDERS.contains(receiver.type) || rule.lazy()) {
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
        if (!thing.equals(function) && HOLDERS.contains(thing.type)) {
          elements = elements.join(thing.contents().withText(null));
        }
      }
    }
    Args loose = Args.loose(elements);
    in.perhaps(() -> in.calls.call(function, loose, node));
  }
}
