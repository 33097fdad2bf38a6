package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.syntax.tree.Node;
import java.util.List;
import java.util.Set;

/**
 * What {@code operator.methodcaller}, {@code itemgetter}, {@code attrgetter} and {@code
 * weakref.ref} make: objects that are called.
 */
final class Callers {
  private static final String METHOD = "operator.methodcaller";
  private static final String ITEM = "operator.itemgetter";
  private static final String ATTRIBUTE = "operator.attrgetter";
  private static final String REFERENCE = "weakref.ref";
  private static final Set<String> TYPES = Set.of(METHOD, ITEM, ATTRIBUTE, REFERENCE);

  private final Interpreter in;

  Callers(Interpreter in) {
    this.in = in;
  }

  static boolean is(Thing thing) {
    return TYPES.contains(thing.type);
  }

  /** Made by the function of that path; a partial of no function holds the arguments. */
  static Value of(String path, Args args) {
    Thing made = new ObjectThing(path);
    made.put(Thing.KEPT, Partials.of(args.withFirst(Value.ATOM)));
    return Value.of(made);
  }

  Value call(Thing caller, Args args, Node node) {
    Value kept = caller.field(Thing.KEPT);
    Args given = kept == null ? Args.of() : Partials.arguments(kept.things[0], Args.of());
    if (caller.type.equals(REFERENCE)) {
      Value to = given.get("0");
      return to == null ? in.unknown() : to;
    }
    Value on = args.positional().isEmpty() ? args.rest() : args.positional().get(0);
    if (on == null) {
      return in.unknown();
    }
    if (caller.type.equals(METHOD)) {
      Value name = given.get("0");
      return name == null || name.text == null
          ? in.libraryCalls.unknown(args, node)
          : in.calls.method(on, name.text, given.withoutFirst(), node);
    }
    return several(caller.type.equals(ITEM), on, given, node);
  }

  private Value several(boolean items, Value on, Args given, Node node) {
    if (given.positional().size() == 1) {
      return one(items, on, given.positional().get(0), node);
    }
    Thing tuple = new ObjectThing("tuple");
    for (int i = 0; i < given.positional().size(); i++) {
      tuple.put(Thing.place(i), one(items, on, given.positional().get(i), node));
    }
    return Value.of(tuple);
  }

  private Value one(boolean items, Value on, Value key, Node node) {
    if (items) {
      return item(on, key, node);
    }
    Value found = on;
    if (key.text != null) {
      for (String name : key.text.split("\\.", -1)) {
        found = in.attributes.load(found, name, node);
      }
    }
    return key.text == null ? in.unknown() : found;
  }

  private Value item(Value on, Value key, Node node) {
    Value all = Value.ATOM;
    for (Thing thing : on.things) {
      if (in.functions.hasMethod(thing, "__getitem__")) {
        all = all.join(in.functions.callMethod(thing, "__getitem__", List.of(key), node));
      } else {
        Value exact = key.text == null ? null : thing.field(key.text);
        all = all.join(exact != null ? exact : in.attributes.elements(Value.of(thing), null));
      }
    }
    return all;
  }
}
