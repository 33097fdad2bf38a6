package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.Look;
import dev.freshet.analyzer.syntax.tree.Comprehension;
import dev.freshet.analyzer.syntax.tree.DictItem;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Operator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Evaluates expressions. */
final class Expressions implements Expr.Visitor<Value> {
  private static final int PLACES = 12;

  private final Interpreter in;
  private final Operators operators;

  Expressions(Interpreter in) {
    this.in = in;
    operators = new Operators(in);
  }

  Value inPlace(Value old, Operator op, Value by, dev.freshet.analyzer.syntax.tree.Node node) {
    return operators.inPlace(old, op, by, node);
  }

  @Override
  public Value visitBoolOp(Expr.BoolOp node) {
    Value last = in.eval(node.values().get(0));
    Value value = last;
    for (Expr next : node.values().subList(1, node.values().size())) {
      in.special.truth(last, node);
      last = in.evalPerhaps(next);
      value = value.join(last);
    }
    return value;
  }

  @Override
  public Value visitNamedExpr(Expr.NamedExpr node) {
    Value value = in.eval(node.value());
    in.targets.assign(node.target(), value);
    return value;
  }

  @Override
  public Value visitBinOp(Expr.BinOp node) {
    Value left = in.eval(node.left());
    Value right = in.eval(node.right());
    return operators.binary(left, node.op(), right, node);
  }

  @Override
  public Value visitUnaryOp(Expr.UnaryOp node) {
    return operators.unary(in.eval(node.operand()), node.op(), node);
  }

  @Override
  public Value visitLambda(Expr.Lambda node) {
    return in.functions.define(node);
  }

  @Override
  public Value visitIfExp(Expr.IfExp node) {
    in.test(node.test());
    return in.evalPerhaps(node.body()).join(in.evalPerhaps(node.orelse()));
  }

  @Override
  public Value visitDict(Expr.Dict node) {
    Thing dict = new ObjectThing("dict");
    for (DictItem item : node.items()) {
      Expr key = item.key();
      Value value = in.eval(item.value());
      if (key == null) {
        dict.put(Thing.ELEMENTS, in.attributes.elements(value, item.value()));
      } else {
        String text = in.eval(key).text;
        dict.put(text == null ? Thing.ELEMENTS : text, value);
      }
    }
    return Value.of(dict);
  }

  @Override
  public Value visitSetDisplay(Expr.SetDisplay node) {
    return display("set", node.elts());
  }

  @Override
  public Value visitListDisplay(Expr.ListDisplay node) {
    return display("list", node.elts());
  }

  @Override
  public Value visitTuple(Expr.Tuple node) {
    return display("tuple", node.elts());
  }

  private Value display(String type, List<Expr> elements) {
    Thing thing = new ObjectThing(type);
    boolean placed = elements.size() <= PLACES;
    for (int i = 0; i < elements.size(); i++) {
      Expr element = elements.get(i);
      if (element instanceof Expr.Starred starred) {
        Value inner = in.eval(starred.value());
        thing.put(Thing.ELEMENTS, in.attributes.elements(inner, starred));
        placed = false;
      } else {
        Value value = in.eval(element);
        thing.put(placed ? Thing.place(i) : Thing.ELEMENTS, value);
      }
    }
    return Value.of(thing);
  }

  @Override
  public Value visitListComp(Expr.ListComp node) {
    return collected("list", node.generators(), () -> in.eval(node.elt()));
  }

  @Override
  public Value visitSetComp(Expr.SetComp node) {
    return collected("set", node.generators(), () -> in.eval(node.elt()));
  }

  @Override
  public Value visitDictComp(Expr.DictComp node) {
    Expr key = node.key();
    return collected(
        "dict",
        node.generators(),
        () -> {
          if (key != null) {
            in.eval(key);
          }
          return in.eval(node.value());
        });
  }

  private Value collected(String type, List<Comprehension> loops, Supplier<Value> element) {
    Thing thing = new ObjectThing(type);
    if (loops.isEmpty()) {
      // Half-typed.
      thing.put(Thing.ELEMENTS, element.get());
      return Value.of(thing);
    }
    Value first = in.eval(loops.get(0).iter());
    Frame outer = in.frame;
    in.frame = outer.comprehension();
    try {
      thing.put(Thing.ELEMENTS, in.perhaps(() -> loop(loops, 0, first, element)).withText(null));
    } finally {
      in.frame = outer;
    }
    return Value.of(thing);
  }

  private Value loop(
      List<Comprehension> loops, int index, @Nullable Value iterable, Supplier<Value> element) {
    Comprehension loop = loops.get(index);
    Value over = iterable != null ? iterable : in.eval(loop.iter());
    bindInComprehension(loop.target(), in.attributes.iterate(over, loop.iter()));
    loop.ifs().forEach(in::test);
    return index + 1 < loops.size() ? loop(loops, index + 1, null, element) : element.get();
  }

  private void bindInComprehension(Expr target, Value value) {
    if (target instanceof Expr.Name name) {
      in.frame.vars.put(name.id(), Binding.local(value));
    } else if (target instanceof Expr.Starred starred) {
      bindInComprehension(starred.value(), value);
    } else if (target instanceof Expr.Tuple tuple) {
      bindParts(tuple.elts(), value);
    } else if (target instanceof Expr.ListDisplay list) {
      bindParts(list.elts(), value);
    } else {
      in.targets.assign(target, value);
    }
  }

  private void bindParts(List<Expr> targets, Value value) {
    for (int i = 0; i < targets.size(); i++) {
      Value part = in.attributes.item(value, Thing.place(i), targets.get(i));
      bindInComprehension(targets.get(i), part);
    }
  }

  @Override
  public Value visitGeneratorExp(Expr.GeneratorExp node) {
    if (node.generators().isEmpty()) {
      return in.eval(node.elt());
    }
    Value first = in.eval(node.generators().get(0).iter());
    Frame made = in.frame;
    Code code = in.code;
    GeneratorThing generator =
        new GeneratorThing(
            made,
            List.of(first),
            place -> {
              Frame outer = in.frame;
              in.frame = made.comprehension();
              try {
                return in.inside(
                    code,
                    place,
                    () -> loop(node.generators(), 0, first, () -> in.eval(node.elt())));
              } finally {
                in.frame = outer;
              }
            });
    generator.put(Thing.KEPT, first);
    return Value.of(generator);
  }

  @Override
  public Value visitAwait(Expr.Await node) {
    Value awaited = in.eval(node.value());
    for (Thing thing : awaited.things) {
      in.special.call(thing, "__await__", node);
    }
    return awaited;
  }

  @Override
  public Value visitYield(Expr.Yield node) {
    Expr value = node.value();
    if (value != null) {
      in.frame.yields(in.eval(value));
    }
    return in.unknown();
  }

  @Override
  public Value visitYieldFrom(Expr.YieldFrom node) {
    Value elements = in.attributes.iterate(in.eval(node.value()), node.value());
    in.frame.yields(elements);
    return in.unknown();
  }

  @Override
  public Value visitCompare(Expr.Compare node) {
    String name = Targets.literal(node.left());
    if (name != null && in.namespaces.is(node.comparators().get(0))) {
      in.namespaces.lookFor(name, node);
      return Value.ATOM;
    }
    Value left = in.eval(node.left());
    Value result = Value.ATOM;
    for (int i = 0; i < node.comparators().size(); i++) {
      Value right = in.eval(node.comparators().get(i));
      result = result.join(operators.compare(left, node.ops().get(i), right, node));
      left = right;
    }
    return result;
  }

  @Override
  public Value visitCall(Expr.Call node) {
    return in.calls.call(node);
  }

  @Override
  public Value visitFormattedValue(Expr.FormattedValue node) {
    Value value = in.eval(node.value());
    in.showing.shown(value, node.value());
    if (node.formatSpec() != null) {
      in.eval(node.formatSpec());
    }
    return node.formatSpec() == null && node.conversion() < 0 && value.isAtom()
        ? value
        : Value.ATOM;
  }

  @Override
  public Value visitInterpolation(Expr.Interpolation node) {
    Value value = in.eval(node.value());
    if (node.formatSpec() != null) {
      in.eval(node.formatSpec());
    }
    return value;
  }

  @Override
  public Value visitJoinedStr(Expr.JoinedStr node) {
    StringBuilder text = new StringBuilder();
    boolean known = true;
    for (Expr part : node.values()) {
      String piece = in.eval(part).text;
      known &= piece != null;
      text.append(piece);
    }
    return known ? Value.text(text.toString()) : Value.ATOM;
  }

  @Override
  public Value visitTemplateStr(Expr.TemplateStr node) {
    Thing template = new ObjectThing("string.templatelib.Template");
    node.values().forEach(part -> template.put(Thing.ELEMENTS, in.eval(part).withText(null)));
    return Value.of(template);
  }

  @Override
  public Value visitConstant(Expr.Constant node) {
    return node.value() instanceof Literal.Str text ? Value.text(text.value()) : Value.ATOM;
  }

  @Override
  public Value visitAttribute(Expr.Attribute node) {
    return in.attributes.load(in.eval(node.value()), node.attr().text(), node);
  }

  @Override
  public Value visitSubscript(Expr.Subscript node) {
    String name = in.namespaces.key(node);
    if (name != null) {
      return in.names.loadGlobal(in.frame.space, name, node);
    }
    Value source = in.sources.item(node);
    if (source != null) {
      return source;
    }
    String output = Outputs.place(node);
    if (output != null && in.notebook.vars.get(output) != null) {
      return in.names.load(output, node);
    }
    return in.attributes.subscript(in.eval(node.value()), node);
  }

  @Override
  public Value visitStarred(Expr.Starred node) {
    return in.attributes.elements(in.eval(node.value()), node);
  }

  @Override
  public Value visitName(Expr.Name node) {
    return in.names.load(node.id(), node);
  }

  @Override
  public Value visitSlice(Expr.Slice node) {
    evalIfAny(node.lower());
    evalIfAny(node.upper());
    evalIfAny(node.step());
    return Value.ATOM;
  }

  @Override
  public Value visitLineMagic(Expr.LineMagic node) {
    return in.magics.line(node);
  }

  @Override
  public Value visitShellCommand(Expr.ShellCommand node) {
    return in.magics.shell(node);
  }

  @Override
  public Value visitHelp(Expr.Help node) {
    in.unit.notes.looksAt(Look.ALL & ~Look.PLACE.mask());
    if (!in.magics.isOnlyMagic(node.target())) {
      evalIfAny(node.target());
    }
    return Value.ATOM;
  }

  @Override
  public Value visitMissing(Expr.Missing node) {
    return Value.ATOM;
  }

  private void evalIfAny(@Nullable Expr node) {
    if (node != null) {
      in.eval(node);
    }
  }
}
