package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.library.Rule;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What library calls yield. */
final class LibraryResults {

  /** The type of what a dict's {@code items}, {@code values} and {@code keys} yield. */
  private static final String VIEW = "dictview";

  private static final Set<String> COPIED =
      Set.of("list", "tuple", "dict", "set", VIEW, "pandas.Series", "pandas.Index");
  private static final Set<String> COPYING =
      Set.of(
          "builtins.list",
          "builtins.sorted",
          "builtins.tuple",
          "builtins.set",
          "builtins.frozenset",
          "builtins.dict");

  /** Noted of a mapping that makes what is looked up in vain. */
  static final String FILLS = "default_factory";

  /** Stands before the package whose function made something of unknown type. */
  static final String BY = "@";

  private final Interpreter in;

  LibraryResults(Interpreter in) {
    this.in = in;
  }

  /** What a call yields, by its rule. */
  Value of(Rule rule, @Nullable Thing receiver, String path, Args args, Node node) {
    String spec = rule.returns().orElse("");
    int of = spec.indexOf(" of ");
    if (of > 0) {
      return collection(spec.substring(0, of), spec.substring(of + 4), receiver, args, node);
    }
    if (spec.startsWith("part ") && receiver != null) {
      Value part = make(rule, spec.substring(5), receiver, path, args);
      receiver.put(Thing.ELEMENTS, part);
      return part;
    }
    return switch (spec) {
      case "atom" -> Value.ATOM;
      case "self", "view" -> receiver != null ? Value.of(receiver) : viewOf(args);
      case "element" -> element(receiver, args);
      case "callable" -> callable(path, args);
      case "caller" -> Callers.of(path, args);
      case "partial" -> Partials.of(args);
      case "copy" -> Copies.of(owner(receiver, args), false);
      case "deepcopy" -> Copies.of(owner(receiver, args), true);
      case "path" -> pathOf(receiver, path, args);
      case "basename" -> basename(args);
      case "fields" -> withFields(path, args);
      default -> make(rule, spec, receiver, path, args);
    };
  }

  // A list or iterator of: the elements, pairs of something and an element, rows of one element of
  // each argument, groups of elements.
  private Value collection(
      String type, String what, @Nullable Thing receiver, Args args, Node node) {
    Thing made = new ObjectThing(type);
    List<Value> of = receiver != null ? List.of(Value.of(receiver)) : args.positional();
    Value first = of.isEmpty() ? Value.ATOM : elements(of.get(0), node);
    Thing tuple = new ObjectThing("tuple");
    switch (what) {
      case "pairs" -> {
        tuple.put("0", Value.ATOM);
        tuple.put("1", first);
      }
      case "rows" -> {
        for (int i = 0; i < of.size(); i++) {
          tuple.put(Thing.place(i), elements(of.get(i), node));
        }
      }
      case "keys" -> {}
      case "second" -> {
        Value second = args.get("1");
        made.put(Thing.ELEMENTS, second == null ? Value.ATOM : second);
        return Value.of(made);
      }
      case "groups" -> tuple.put(Thing.ELEMENTS, first);
      default -> {
        Value all = first;
        for (Value each : of) {
          all = all.join(elements(each, node));
        }
        made.put(Thing.ELEMENTS, all);
      }
    }
    if (!what.equals("elements") && !what.equals("keys")) {
      made.put(Thing.ELEMENTS, Value.of(tuple));
    }
    if (args.rest() != null) {
      made.put(Thing.ELEMENTS, args.rest());
    }
    if (type.equals("iterator") || type.equals(VIEW)) {
      of.stream().filter(each -> !each.isAtom()).forEach(each -> made.put(Thing.KEPT, each));
    }
    return Value.of(made);
  }

  private Value elements(Value of, Node node) {
    Value all = Value.ATOM;
    for (Thing thing : of.things) {
      boolean runs = thing instanceof GeneratorThing || thing instanceof InstanceThing;
      all = all.join(in.attributes.elements(Value.of(thing), runs ? node : null));
    }
    return all.withText(null);
  }

  private Value element(@Nullable Thing receiver, Args args) {
    Value key = args.get("0");
    if (receiver == null || key == null || key.text == null || !receiver.type.equals("dict")) {
      return in.attributes.elements(owner(receiver, args), null);
    }
    // options.get("events", standard)
    Value standard = args.get("1");
    Value found = standard == null ? Value.ATOM : standard;
    Value exact = receiver.field(key.text);
    Value some = receiver.field(Thing.ELEMENTS);
    found = exact == null ? found : found.join(exact);
    found = some == null ? found : found.join(some);
    return exact == null && some == null && standard == null
        ? in.attributes.elements(Value.of(receiver), null)
        : found;
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

  private static Value callable(String path, Args args) {
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
    if (!functions.isAtom()) {
      Memos.decorate(path, functions);
      return functions;
    }
    Thing made = new ObjectThing(Memos.isMemo(path) ? path : Thing.UNKNOWN);
    made.put(Thing.KEPT, args.joined());
    return Value.of(made);
  }

  private Value pathOf(@Nullable Thing receiver, String name, Args args) {
    StringBuilder joined = new StringBuilder();
    Value start = receiver == null ? null : receiver.field("path");
    boolean known = receiver == null || (start != null && start.text != null);
    if (start != null) {
      joined.append(start.text);
    }
    for (Value part : args.positional()) {
      String text = LibraryFiles.text(part);
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

  // An object of which the keywords are attributes.
  private static Value withFields(String path, Args args) {
    int dot = path.lastIndexOf('.');
    Thing made =
        new ObjectThing(
            path.substring(0, dot + 1)
                + Character.toUpperCase(path.charAt(dot + 1))
                + path.substring(dot + 2));
    args.keywords().forEach(made::put);
    return Value.of(made);
  }

  private static Value basename(Args args) {
    Value path = args.get("0");
    String text = path == null ? null : LibraryFiles.text(path);
    return Value.text(text == null ? null : text.substring(text.lastIndexOf('/') + 1));
  }

  private Value make(Rule rule, String spec, @Nullable Thing receiver, String path, Args args) {
    if (spec.indexOf('&') > 0) {
      return linked(spec);
    }
    int or = spec.indexOf('|');
    if (or > 0) {
      Value one = make(rule, spec.substring(0, or), receiver, path, args);
      return one.join(make(rule, spec.substring(or + 1), receiver, path, args));
    }
    String type = spec.isEmpty() ? typeOf(receiver, path) : spec;
    Thing made = new ObjectThing(type);
    if (receiver == null && isClass(path)) {
      Managers.made(in, made);
    }
    made.made = path.equals("collections.defaultdict") ? Set.of(FILLS) : args.keywords().keySet();
    if (type.equals("file") || type.equals("pathlib.Path")) {
      Value given = args.get("0");
      made.put("path", given == null ? Value.ATOM : Value.text(LibraryFiles.text(given)));
      return Value.of(made);
    }
    if (path.equals("builtins.dict")) {
      args.keywords().forEach(made::put);
    }
    Value factory = made.made.contains(FILLS) ? args.get("0") : null;
    if (factory != null) {
      made.put(Thing.KEPT, factory);
    } else if (!rule.fresh()) {
      keep(made, rule, receiver, path, args);
    }
    return Value.of(made);
  }

  private static String typeOf(@Nullable Thing receiver, String path) {
    return receiver == null && isClass(path) ? path : Thing.UNKNOWN;
  }

  /** Whether the last part of the path begins as classes' names do. */
  static boolean isClass(String path) {
    int dot = path.lastIndexOf('.');
    return dot + 1 < path.length() && Character.isUpperCase(path.charAt(dot + 1));
  }

  private static void keep(
      Thing made, Rule rule, @Nullable Thing receiver, String path, Args args) {
    Value all = rule.holds().isPresent() ? given(rule.holds().get(), args) : args.joined();
    if (!all.isAtom()) {
      keep(made, all, COPYING.contains(path));
      int dot = path.indexOf('.');
      if (made.isUnknown() && dot > 0) {
        made.made = new HashSet<>(made.made);
        made.made.add(BY + path.substring(0, dot));
      }
      if (made.isContainer() || made.type.equals("iterator")) {
        for (Thing thing : all.things) {
          made.put(Thing.ELEMENTS, thing.contents().withText(null));
        }
      }
    }
    boolean held = rule.holds().isEmpty() || rule.holds().get().contains("self");
    if (held && receiver != null && !(receiver instanceof LibraryThing)) {
      made.put(Thing.KEPT, Value.of(receiver));
    }
  }

  // What is copied element by element shows no change of the container that it came from.
  private static void keep(Thing made, Value all, boolean copies) {
    for (Thing thing : all.things) {
      boolean used = thing.type.equals("iterator") && thing.hasContents();
      if (!copies || !(used || COPIED.contains(thing.type))) {
        made.put(Thing.KEPT, Value.of(thing));
      }
    }
  }

  private static Value given(List<String> held, Args args) {
    Value all = args.rest() == null ? Value.ATOM : args.rest();
    for (String each : held) {
      Value value = args.get(each);
      all = value == null ? all : all.join(value.withText(null));
    }
    return all;
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
