package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.syntax.tree.Node;
import java.util.List;
import java.util.Map;

/**
 * The methods that syntax and built-in functions call on objects of the notebook's own classes
 * (Python's data model, "Special method names").
 */
final class SpecialMethods {
  private static final List<String> ORDER = List.of("__lt__", "__gt__", "__le__", "__ge__");
  private static final List<String> ITERATION = List.of("__iter__", "__next__", "__getitem__");
  private static final List<String> HASHING = List.of("__hash__", "__eq__");

  /** What a function of other people's code may call on what it is given. */
  private static final List<String> ANY =
      List.of(
          "__repr__",
          "__str__",
          "__format__",
          "__len__",
          "__iter__",
          "__next__",
          "__getitem__",
          "__contains__",
          "__reversed__",
          "__call__",
          "__lt__",
          "__gt__",
          "__le__",
          "__ge__",
          "__eq__",
          "__ne__",
          "__hash__",
          "__add__",
          "__radd__",
          "__mul__",
          "__rmul__",
          "__float__",
          "__int__",
          "__index__",
          "__bool__",
          "__array__",
          "__fspath__",
          "__copy__",
          "__deepcopy__",
          "__enter__",
          "__exit__");

  private static final Map<String, List<String>> BY_BUILTIN =
      Map.ofEntries(
          Map.entry("builtins.len", List.of("__len__")),
          Map.entry("builtins.hash", List.of("__hash__")),
          Map.entry("builtins.id", List.of()),
          Map.entry("builtins.isinstance", List.of()),
          Map.entry("builtins.callable", List.of()),
          Map.entry("builtins.float", List.of("__float__", "__index__")),
          Map.entry("builtins.int", List.of("__int__", "__index__")),
          Map.entry("builtins.bool", List.of("__bool__", "__len__")),
          Map.entry("builtins.abs", List.of("__abs__")),
          Map.entry("builtins.round", List.of("__round__")),
          Map.entry("builtins.complex", List.of("__complex__", "__float__", "__index__")),
          Map.entry("builtins.divmod", List.of("__divmod__", "__rdivmod__")),
          Map.entry("builtins.pow", List.of("__pow__", "__rpow__")),
          Map.entry("builtins.reversed", List.of("__reversed__", "__len__", "__getitem__")),
          Map.entry("builtins.sum", joined(ITERATION, List.of("__add__", "__radd__"))),
          Map.entry("builtins.max", joined(ITERATION, ORDER)),
          Map.entry("builtins.min", joined(ITERATION, ORDER)),
          Map.entry("builtins.sorted", joined(ITERATION, ORDER)),
          Map.entry("builtins.set", joined(ITERATION, HASHING)),
          Map.entry("builtins.frozenset", joined(ITERATION, HASHING)));

  private final Interpreter in;

  SpecialMethods(Interpreter in) {
    this.in = in;
  }

  private static List<String> joined(List<String> a, List<String> b) {
    return java.util.stream.Stream.concat(a.stream(), b.stream()).toList();
  }

  /** What other people's function may call on an object that it is given. */
  void used(Thing thing, String function, Node node) {
    for (String method : BY_BUILTIN.getOrDefault(function, ANY)) {
      if (in.functions.hasMethod(thing, method)) {
        Args loose = Args.loose(Value.ATOM).withFirst(Value.of(thing));
        in.perhaps(() -> in.calls.methodOf(thing, method, loose, node));
      }
    }
  }

  /** The value decides which way to go. */
  void truth(Value value, Node node) {
    callFirst(value, node, "__bool__", "__len__");
  }

  /** The value stands between square brackets. */
  void key(Value value, Node node) {
    for (Thing thing : value.things) {
      call(thing, "__index__", node);
      HASHING.forEach(method -> call(thing, method, node, value));
    }
  }

  /** {@code item in container}, where no {@code __contains__} answers: it is looked through. */
  void lookedThrough(Value container, Node node) {
    for (Thing thing : container.things) {
      boolean iterated =
          thing instanceof GeneratorThing
              || thing.type.equals("iterator")
              || (thing instanceof InstanceThing && !in.functions.hasMethod(thing, "__contains__"));
      if (iterated) {
        in.perhaps(() -> in.attributes.iterate(Value.of(thing), node));
      } else if (thing.hasContents() && !(thing instanceof InstanceThing)) {
        for (Thing inner : thing.contents().things) {
          call(inner, "__eq__", node, Value.ATOM);
        }
      }
    }
  }

  /** The name of an object goes; with the last one so does the object. */
  void nameGoes(Value value, Node node) {
    for (Thing thing : value.things) {
      call(thing, "__del__", node);
    }
  }

  /** Calls a method if the notebook defines it; whether it really runs is not sure. */
  void call(Thing thing, String method, Node node, Value... args) {
    if (in.functions.hasMethod(thing, method)) {
      in.perhaps(() -> in.functions.callMethod(thing, method, List.of(args), node));
    }
  }

  private void callFirst(Value value, Node node, String first, String otherwise) {
    for (Thing thing : value.things) {
      String method = in.functions.hasMethod(thing, first) ? first : otherwise;
      if (in.functions.hasMethod(thing, method)) {
        if (value.things.length == 1) {
          in.functions.callMethod(thing, method, List.of(), node);
        } else {
          call(thing, method, node);
        }
      }
    }
  }
}
