package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.syntax.tree.CmpOperator;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Operator;
import dev.freshet.analyzer.syntax.tree.UnaryOperator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What operators yield and change. */
final class Operators {
  // The type of a result: the first of these that an operand has.
  private static final String[] STRONGER = {
    "pandas.DataFrame", "pandas.Series", "numpy.ndarray", "set", "list", "dict"
  };
  private static final Set<String> FROZEN =
      Set.of("tuple", "pathlib.Path", "frozenset", "function", "type", "method");
  private static final Map<Operator, String> METHODS =
      Map.ofEntries(
          Map.entry(Operator.ADD, "add"),
          Map.entry(Operator.SUB, "sub"),
          Map.entry(Operator.MULT, "mul"),
          Map.entry(Operator.MAT_MULT, "matmul"),
          Map.entry(Operator.DIV, "truediv"),
          Map.entry(Operator.MOD, "mod"),
          Map.entry(Operator.POW, "pow"),
          Map.entry(Operator.L_SHIFT, "lshift"),
          Map.entry(Operator.R_SHIFT, "rshift"),
          Map.entry(Operator.BIT_OR, "or"),
          Map.entry(Operator.BIT_XOR, "xor"),
          Map.entry(Operator.BIT_AND, "and"),
          Map.entry(Operator.FLOOR_DIV, "floordiv"));
  private static final List<String> COMPARISONS =
      List.of("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__contains__");

  private final Interpreter in;

  Operators(Interpreter in) {
    this.in = in;
  }

  Value binary(Value left, Operator op, Value right, Node node) {
    String text = text(left, op, right);
    if (left.isAtom() && right.isAtom()) {
      return Value.text(text);
    }
    if (op == Operator.MOD && left.isAtom()) {
      // '%s' % thing
      in.showing.shown(right, node);
    }
    if (isInstance(left) || isInstance(right)) {
      String method = METHODS.getOrDefault(op, "add");
      Value own = overloaded(left, "__" + method + "__", right, node);
      own = join(own, overloaded(right, "__r" + method + "__", left, node));
      if (own != null) {
        return own;
      }
    }
    Thing result = new ObjectThing(type(left, right));
    keepElements(result, left);
    keepElements(result, right);
    return Value.of(result).withText(text);
  }

  Value inPlace(Value old, Operator op, Value by, Node node) {
    if (old.isAtom()) {
      return binary(old, op, by, node);
    }
    Value own =
        isInstance(old)
            ? overloaded(old, "__i" + METHODS.getOrDefault(op, "add") + "__", by, node)
            : null;
    if (own != null) {
      return own;
    }
    Value result = Value.ATOM;
    for (Thing thing : old.things) {
      if (thing instanceof InstanceThing || FROZEN.contains(thing.type) || !thing.isMutable()) {
        result = result.join(binary(Value.of(thing), op, by, node));
      } else {
        if (thing.type.equals("list")) {
          thing.put(Thing.ELEMENTS, in.attributes.elements(by, node));
        }
        in.mutate(thing, "operator", node, !thing.isUnknown() && old.things.length == 1);
        result = result.join(Value.of(thing));
      }
    }
    return result;
  }

  Value unary(Value operand, UnaryOperator op, Node node) {
    if (operand.isAtom()) {
      return Value.ATOM;
    }
    if (op == UnaryOperator.NOT) {
      in.special.truth(operand, node);
      return Value.ATOM;
    }
    String method =
        switch (op) {
          case INVERT -> "__invert__";
          case U_ADD -> "__pos__";
          default -> "__neg__";
        };
    Value own = overloaded(operand, method, Value.ATOM, node);
    return own != null ? own : in.fresh(type(operand, operand));
  }

  Value compare(Value left, CmpOperator op, Value right, Expr node) {
    boolean identity = op == CmpOperator.IS || op == CmpOperator.IS_NOT;
    if (identity || (left.isAtom() && right.isAtom())) {
      return Value.ATOM;
    }
    if (op == CmpOperator.IN || op == CmpOperator.NOT_IN) {
      in.special.lookedThrough(right, node);
    }
    if (isInstance(left) || isInstance(right)) {
      for (String method : COMPARISONS) {
        overloaded(left, method, right, node);
        overloaded(right, method, left, node);
      }
    }
    String type = type(left, right);
    return type.startsWith("pandas.") || type.startsWith("numpy.") ? in.fresh(type) : Value.ATOM;
  }

  // Only objects of the notebook's own classes have methods of the notebook.
  private static boolean isInstance(Value value) {
    for (Thing thing : value.things) {
      if (thing instanceof InstanceThing) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Value overloaded(Value receiver, String method, Value other, Node node) {
    Value result = null;
    for (Thing thing : receiver.things) {
      if (in.functions.hasMethod(thing, method)) {
        Value got = in.perhaps(() -> in.functions.callMethod(thing, method, List.of(other), node));
        result = join(result, got);
      }
    }
    return result;
  }

  private static @Nullable Value join(@Nullable Value a, @Nullable Value b) {
    if (a == null) {
      return b;
    }
    return b == null ? a : a.join(b);
  }

  private void keepElements(Thing result, Value part) {
    for (Thing thing : part.things) {
      if (thing.type.equals("list") || thing.type.equals("tuple") || thing.type.equals("set")) {
        result.put(Thing.ELEMENTS, thing.contents());
      }
    }
  }

  private static String type(Value left, Value right) {
    String found = null;
    for (String type : STRONGER) {
      if (has(left, type) || has(right, type)) {
        found = type;
        break;
      }
    }
    if (found != null) {
      return found;
    }
    Thing first = left.isAtom() ? right.things[0] : left.things[0];
    return first instanceof LibraryThing || first instanceof InstanceThing
        ? Thing.UNKNOWN
        : first.type;
  }

  private static boolean has(Value value, String type) {
    for (Thing thing : value.things) {
      if (thing.type.equals(type)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String text(Value left, Operator op, Value right) {
    if (left.text == null || right.text == null) {
      return null;
    }
    if (op == Operator.ADD) {
      return left.text + right.text;
    }
    // Path('data') / 'x.csv'
    return op == Operator.DIV ? left.text + "/" + right.text : null;
  }
}
