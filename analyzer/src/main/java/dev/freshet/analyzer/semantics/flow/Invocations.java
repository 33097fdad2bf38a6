package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.syntax.tree.Arg;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks the bodies of functions that are called, each call with what it is given. */
final class Invocations {
  private static final int DEEPEST = 24;
  private static final int REMEMBERED = 8;

  private final Interpreter in;
  private final List<FunctionThing> active = new ArrayList<>();
  private final Map<FunctionThing, List<Known>> known = new HashMap<>();

  /** A call that this unit has walked already, with nothing bound since. */
  private record Known(List<Value> args, int changes, Value result) {}

  Invocations(Interpreter in) {
    this.in = in;
  }

  void beginUnit() {
    known.clear();
    active.clear();
  }

  Value invoke(FunctionThing function, Args args, Node node) {
    Value registered = function.field("__registered__");
    in.spelling.called(args);
    Value result = walkOnce(function, args, node);
    in.memos.called(function, args, node);
    if (registered != null && !active.contains(function)) {
      for (Thing thing : registered.things) {
        if (thing instanceof FunctionThing variant) {
          result = result.join(in.perhaps(() -> walkOnce(variant, args, node)));
        }
      }
    }
    return result;
  }

  private Value walkOnce(FunctionThing function, Args args, Node node) {
    if (active.contains(function) || active.size() > DEEPEST) {
      return in.unknown();
    }
    if (in.isExhausted()) {
      mention(function, node, new HashSet<>());
      return in.unknown();
    }
    List<Value> given = args.all();
    List<Known> calls = known.computeIfAbsent(function, f -> new ArrayList<>(2));
    for (Known call : calls) {
      if (call.changes == in.names.changes && same(call.args, given)) {
        return call.result;
      }
    }
    Value result = walk(function, args, node);
    if (calls.size() < REMEMBERED) {
      calls.add(new Known(given, in.names.changes, result));
    }
    return result;
  }

  private static boolean same(List<Value> a, List<Value> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!a.get(i).same(b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private Value walk(FunctionThing function, Args args, Node node) {
    Frame frame = Frame.function(function);
    bind(function, args, frame);
    if (function.scope.generator()) {
      return Functions.generator(frame, place -> run(function, frame, place).yielded(), args);
    }
    return run(function, frame, node).returned;
  }

  private Frame run(FunctionThing function, Frame frame, Node node) {
    Frame outer = in.frame;
    int loops = in.loops;
    in.loops = 1;
    in.frame = frame;
    active.add(function);
    try {
      return in.inside(
          function.code,
          node,
          () -> {
            if (function.result != null) {
              frame.returned = in.eval(function.result);
            } else {
              in.run(function.body);
            }
            return frame;
          });
    } finally {
      active.remove(active.size() - 1);
      in.frame = outer;
      in.loops = loops;
    }
  }

  private void bind(FunctionThing function, Args args, Frame frame) {
    List<Arg> places = new ArrayList<>(function.args.posonlyargs());
    places.addAll(function.args.args());
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < places.size(); i++) {
      Arg arg = places.get(i);
      Value value = i < args.positional().size() ? args.positional().get(i) : null;
      put(function, args, frame, arg, value);
      taken.add(arg.arg().text());
    }
    for (Arg arg : function.args.kwonlyargs()) {
      put(function, args, frame, arg, null);
      taken.add(arg.arg().text());
    }
    starred(function, args, frame, places.size(), taken);
  }

  private void put(FunctionThing function, Args args, Frame frame, Arg arg, @Nullable Value given) {
    String name = arg.arg().text();
    Value value = given != null ? given : args.keywords().get(name);
    if (value == null) {
      Value standard = function.defaults.get(name);
      value = args.rest() == null ? standard : loose(args, standard);
    }
    frame.vars.put(name, Binding.local(value == null ? in.unknown() : value));
  }

  private Value loose(Args args, @Nullable Value standard) {
    Value rest = args.rest() == null ? Value.ATOM : args.rest();
    Value any = args.loose() ? rest.join(in.unknown()) : rest;
    return standard == null ? any : any.join(standard);
  }

  private static void starred(
      FunctionThing function, Args args, Frame frame, int places, Set<String> taken) {
    Arg vararg = function.args.vararg();
    if (vararg != null) {
      Thing tuple = new ObjectThing("tuple");
      for (int i = places; i < args.positional().size(); i++) {
        tuple.put(Integer.toString(i - places), args.positional().get(i));
      }
      putRest(tuple, args);
      frame.vars.put(vararg.arg().text(), Binding.local(Value.of(tuple)));
    }
    Arg kwarg = function.args.kwarg();
    if (kwarg != null) {
      Thing dict = new ObjectThing("dict");
      args.keywords()
          .forEach(
              (name, value) -> {
                if (!taken.contains(name)) {
                  dict.put(name, value);
                }
              });
      putRest(dict, args);
      frame.vars.put(kwarg.arg().text(), Binding.local(Value.of(dict)));
    }
  }

  private static void putRest(Thing thing, Args args) {
    if (args.rest() != null) {
      thing.put(Thing.ELEMENTS, args.rest());
    }
  }

  // Too much to walk: every global name that the code mentions may be read.
  private void mention(FunctionThing function, Node node, Set<FunctionThing> seen) {
    if (!seen.add(function) || !function.closure.space.notebook) {
      return;
    }
    for (String name : function.scope.mentioned()) {
      if (in.notebook.vars.get(name) != null && !function.scope.locals().contains(name)) {
        Value value =
            in.inside(
                function.code,
                node,
                () -> in.perhaps(() -> in.names.loadGlobal(in.notebook, name, node)));
        for (Thing thing : value.things) {
          if (thing instanceof FunctionThing next) {
            mention(next, node, seen);
          }
        }
      }
    }
  }
}
