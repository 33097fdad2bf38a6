package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.library.Rule;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What library calls yield. */
final class LibraryResults {
  private static final Set<String> HOLDERS = Set.of("list", "tuple", "dict", "set");

  private final Interpreter in;

  LibraryResults(Interpreter in) {
    this.in = in;
  }

  /** What a call yields, by its rule. */
  Value of(Rule rule, @Nullable Thing receiver, String path, Args args) {
    String spec = rule.returns().orElse("");
    return switch (spec) {
      case "atom" -> Value.ATOM;
      case "self", "view" -> receiver != null ? Value.of(receiver) : viewOf(args);
      case "element" -> in.attributes.elements(owner(receiver, args), null);
      case "callable" -> callable(args);
      case "copy" -> Copies.of(owner(receiver, args), false);
      case "deepcopy" -> Copies.of(owner(receiver, args), true);
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

  private static Value basename(Args args) {
    Value path = args.get("0");
    String text = path == null ? null : LibraryFiles.text(path);
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
      made.put("path", given == null ? Value.ATOM : Value.text(LibraryFiles.text(given)));
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
