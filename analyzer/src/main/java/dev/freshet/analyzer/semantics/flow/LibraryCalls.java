package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.semantics.library.Rule;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Keyword;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls code that is not seen: its effects are looked up in the tables. */
final class LibraryCalls {
  private static final List<String> PROTOCOL =
      List.of(
          "__repr__",
          "__str__",
          "__len__",
          "__iter__",
          "__next__",
          "__getitem__",
          "__call__",
          "__lt__",
          "__eq__",
          "__hash__",
          "__contains__",
          "__float__",
          "__int__",
          "__array__",
          "__bool__",
          "__format__");
  private static final Set<String> HOLDERS = Set.of("list", "tuple", "dict", "set");
  private static final Rule UNKNOWN = Rule.unknown();

  private final Interpreter in;
  private final Strings strings;

  LibraryCalls(Interpreter in) {
    this.in = in;
    strings = new Strings(in);
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
    if (receiver instanceof InstanceThing instance && !receiver.type.equals("object")) {
      overridden(instance, args, node);
    }
    Rule rule = in.library.method(receiver.type, name);
    return apply(rule, receiver, receiver.type + "." + name, args, node, surely);
  }

  // Methods of a library's base class call those that the notebook's class defines.
  private void overridden(InstanceThing instance, Args args, Node node) {
    Value own = instance.of.contents();
    for (Thing thing : own.things) {
      if (thing instanceof FunctionThing function
          && function.owner != null
          && function.binder == FunctionThing.Binder.PLAIN
          && !function.name.equals("__init__")) {
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
    switch (path) {
      case "builtins.staticmethod" -> binder(decorated, FunctionThing.Binder.STATIC);
      case "builtins.classmethod" -> binder(decorated, FunctionThing.Binder.CLASS);
      case "builtins.property", "functools.cached_property", "abc.abstractproperty" ->
          binder(decorated, FunctionThing.Binder.PROPERTY);
      default -> {
        effects(in.library.function(path), node);
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
        function.binder = binder;
      }
    }
  }

  /** The effects of a rule that do not depend on arguments. */
  void effects(Rule rule, Node node) {
    rule.ambient().forEach(each -> in.ambient(each.name(), each.mode(), node));
    rule.external().ifPresent(what -> in.external(what, node));
  }

  private Value apply(
      Rule rule, @Nullable Thing receiver, String path, Args args, Node node, boolean surely) {
    in.surroundings.ofCall(node);
    useArguments(rule, args, node);
    mutate(rule, receiver, args, node, surely);
    for (Rule.Ambient each : rule.ambient()) {
      if (!isPrevented(each, receiver, args)) {
        in.ambient(each.name(), each.mode(), node);
      }
    }
    if (!rule.runs().isEmpty()) {
      runMethods(rule, receiver, args, node);
    }
    rule.external().ifPresent(what -> in.external(what, node));
    rule.file().ifPresent(file -> file(file, receiver, args, node));
    rule.names().ifPresent(names -> strings.mentioned(names, args, node));
    rule.openWorld().ifPresent(open -> in.open(open.reads(), open.writes(), "calls " + path, node));
    if (rule.keeps() && receiver != null) {
      receiver.put(Thing.ELEMENTS, args.joined());
    }
    return result(rule, receiver, path, args);
  }

  private static boolean isPrevented(Rule.Ambient each, @Nullable Thing receiver, Args args) {
    boolean prevented = each.unless().filter(key -> isGiven(key, receiver, args)).isPresent();
    boolean unasked =
        each.onlyIf().isPresent()
            && each.onlyIf().filter(key -> isGiven(key, receiver, args)).isEmpty();
    return prevented || unasked;
  }

  private static boolean isGiven(String keyword, @Nullable Thing receiver, Args args) {
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

  private static void collect(Thing thing, Set<Thing> seen, int depth) {
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
  private void useArguments(Rule rule, Args args, Node node) {
    for (Value value : args.all()) {
      for (Thing thing : value.things) {
        use(thing, rule, args, node);
        if (HOLDERS.contains(thing.type) && thing.hasContents()) {
          for (Thing inner : thing.contents().things) {
            use(inner, rule, args, node);
          }
        }
      }
    }
  }

  private void use(Thing thing, Rule rule, Args args, Node node) {
    if (thing instanceof GeneratorThing || thing.type.equals("iterator")) {
      in.attributes.iterate(Value.of(thing), node);
    } else if (thing instanceof FunctionThing || thing instanceof BoundThing) {
      if (!rule.lazy()) {
        callBack(thing, args, node);
      }
    } else if (thing instanceof ClassThing type && !rule.lazy()) {
      in.perhaps(() -> in.calls.instantiate(type, Args.loose(Value.ATOM), node));
    } else if (thing instanceof InstanceThing) {
      for (String method : PROTOCOL) {
        if (in.functions.hasMethod(thing, method)) {
          in.perhaps(
              () ->
                  in.calls.methodOf(
                      thing, method, Args.loose(Value.ATOM).withFirst(Value.of(thing)), node));
        }
      }
    }
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

  private void mutate(Rule rule, @Nullable Thing receiver, Args args, Node node, boolean surely) {
    for (String what : rule.mutates()) {
      if (what.equals("self")) {
        if (receiver != null) {
          in.mutate(receiver, "method", node, surely && !receiver.isUnknown());
        }
      } else {
        Value value = args.get(what);
        if (value != null) {
          in.mutate(value, "call", node);
        }
      }
    }
    if (receiver != null && isInPlace(node)) {
      in.mutate(receiver, "method", node, surely);
    }
    Value out = args.keywords().get("out");
    if (out != null && !rule.mutates().contains("out")) {
      in.mutate(out, "call", node);
    }
  }

  // inplace=True, or inplace= something that may be true.
  private static boolean isInPlace(Node node) {
    if (node instanceof Expr.Call call) {
      for (Keyword keyword : call.keywords()) {
        if (keyword.arg() != null && keyword.arg().text().equals("inplace")) {
          return !(keyword.value() instanceof Expr.Constant constant
              && constant.value() == Literal.Singleton.FALSE);
        }
      }
    }
    return false;
  }

  private void file(Rule.File file, @Nullable Thing receiver, Args args, Node node) {
    Value path =
        file.argument().contains("self")
            ? receiver == null ? null : receiver.field("path")
            : args.get(file.argument());
    if (path == null && !file.argument().contains("self") && !file.argument().contains("none")) {
      // df.to_csv() without a path yields a text.
      return;
    }
    if (path != null && isBuffer(path)) {
      in.mutate(path, "call", node);
      return;
    }
    EffectMode mode = file.mode();
    if (!file.modeArgument().isEmpty()) {
      Value given = args.get(file.modeArgument());
      mode = given == null ? EffectMode.READ : mode(given.text);
    }
    String text = path == null ? null : text(path);
    if (text != null && text.contains("://")) {
      in.external("network", node);
      return;
    }
    in.file(text, mode, file.observable(), node);
  }

  private static @Nullable String text(Value path) {
    if (path.text != null) {
      return path.text;
    }
    Value inner = path.things.length == 1 ? path.things[0].field("path") : null;
    return inner == null ? null : inner.text;
  }

  private static boolean isBuffer(Value path) {
    return path.text == null
        && path.things.length > 0
        && (path.things[0].type.equals("file") || path.things[0].type.startsWith("io."));
  }

  private static EffectMode mode(@Nullable String text) {
    if (text == null) {
      return EffectMode.READ_WRITE;
    }
    if (text.contains("+") || text.contains("a")) {
      return EffectMode.READ_WRITE;
    }
    return text.contains("w") || text.contains("x") ? EffectMode.WRITE : EffectMode.READ;
  }

  private Value result(Rule rule, @Nullable Thing receiver, String path, Args args) {
    String spec = rule.returns().orElse("");
    return switch (spec) {
      case "atom" -> Value.ATOM;
      case "self", "view" -> receiver != null ? Value.of(receiver) : viewOf(args);
      case "element" -> in.attributes.elements(owner(receiver, args), null);
      case "callable" -> callable(args);
      case "path" -> pathOf(receiver, path, args);
      case "basename" -> basename(args);
      default -> make(rule, spec, receiver, path, args);
    };
  }

  private static Value owner(@Nullable Thing receiver, Args args) {
    if (receiver != null) {
      return Value.of(receiver);
    }
    return args.positional().isEmpty() ? Value.ATOM : args.positional().get(0);
  }

  private Value viewOf(Args args) {
    return args.positional().isEmpty() ? in.unknown() : args.positional().get(0);
  }

  private Value callable(Args args) {
    Value functions = Value.ATOM;
    for (Value value : args.all()) {
      for (Thing thing : value.things) {
        if (thing instanceof FunctionThing
            || thing instanceof BoundThing
            || thing instanceof LibraryThing) {
          functions = functions.join(Value.of(thing));
        }
      }
    }
    Thing made = new ObjectThing(Thing.UNKNOWN);
    made.put(Thing.KEPT, args.joined());
    return functions.isAtom() ? Value.of(made) : functions;
  }

  private Value pathOf(@Nullable Thing receiver, String name, Args args) {
    StringBuilder joined = new StringBuilder();
    Value start = receiver == null ? null : receiver.field("path");
    boolean known = receiver == null || (start != null && start.text != null);
    if (start != null) {
      joined.append(start.text);
    }
    for (Value part : args.positional()) {
      String text = text(part);
      known &= text != null;
      joined.append(joined.length() == 0 || joined.toString().endsWith("/") ? "" : "/");
      joined.append(text);
    }
    String text = known && args.rest() == null ? joined.toString() : null;
    if (name.startsWith("os.")) {
      return Value.text(text);
    }
    Thing made = new ObjectThing("pathlib.Path");
    made.put("path", Value.text(text));
    return Value.of(made).withText(text);
  }

  private static Value basename(Args args) {
    Value path = args.get("0");
    String text = path == null ? null : text(path);
    return Value.text(text == null ? null : text.substring(text.lastIndexOf('/') + 1));
  }

  private Value make(Rule rule, String spec, @Nullable Thing receiver, String path, Args args) {
    if (spec.indexOf('&') > 0) {
      return linked(spec);
    }
    String type = spec.isEmpty() ? typeOf(receiver, path) : spec;
    Thing made = new ObjectThing(type);
    made.made = args.keywords().keySet();
    if (type.equals("file") || type.equals("pathlib.Path")) {
      Value given = args.get("0");
      made.put("path", given == null ? Value.ATOM : Value.text(text(given)));
      return Value.of(made);
    }
    if (!rule.fresh()) {
      keep(made, receiver, args);
    }
    return Value.of(made);
  }

  private static String typeOf(@Nullable Thing receiver, String path) {
    int dot = path.lastIndexOf('.');
    boolean isClass =
        receiver == null && dot + 1 < path.length() && Character.isUpperCase(path.charAt(dot + 1));
    return isClass ? path : Thing.UNKNOWN;
  }

  private static void keep(Thing made, @Nullable Thing receiver, Args args) {
    Value all = args.joined();
    if (!all.isAtom()) {
      made.put(Thing.KEPT, all);
      if (HOLDERS.contains(made.type) || made.type.equals("iterator")) {
        for (Thing thing : all.things) {
          made.put(Thing.ELEMENTS, thing.contents().withText(null));
        }
      }
    }
    if (receiver != null && !(receiver instanceof LibraryThing)) {
      made.put(Thing.KEPT, Value.of(receiver));
    }
  }

  // Figure & Axes: a pair whose members know each other.
  private static Value linked(String spec) {
    Thing pair = new ObjectThing("tuple");
    Thing before = null;
    int place = 0;
    for (String type : spec.split("&", -1)) {
      Thing part = new ObjectThing(type.strip());
      if (before != null) {
        part.put(Thing.KEPT, Value.of(before));
        before.put(Thing.KEPT, Value.of(part));
      }
      pair.put(Integer.toString(place++), Value.of(part));
      before = part;
    }
    return Value.of(pair);
  }
}
