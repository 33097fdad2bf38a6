package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.syntax.tree.Arg;
import dev.freshet.analyzer.syntax.tree.Arguments;
import dev.freshet.analyzer.syntax.tree.CmpOperator;
import dev.freshet.analyzer.syntax.tree.Comprehension;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Stmt;
import dev.freshet.analyzer.syntax.tree.UnaryOperator;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The hash of what code does: beside formatting it disregards docstrings, annotations, names of
 * local variables and parameters, code that is never reached, and how a literal is written. What of
 * this shall count all the same is chosen, for those who look at code and do not only run it.
 */
final class Meaning extends NodeDigest {
  private static final int LOCAL = 11;
  private static final int SIZE = 8;

  private final Function<Node, Scope> scopes;
  private final boolean documentation;
  private final boolean annotations;
  private final boolean locals;
  private final LocalNames names;
  private int classBodies;

  private Meaning(Function<Node, Scope> scopes, int looks) {
    this.scopes = scopes;
    documentation = (looks & Look.DOCUMENTATION.mask()) != 0;
    annotations = (looks & Look.ANNOTATIONS.mask()) != 0;
    locals = (looks & Look.LOCALS.mask()) != 0;
    names = new LocalNames((looks & Look.PARAMETERS.mask()) != 0);
  }

  /**
   * @param scopes the scopes of functions, lambdas and classes in the code
   * @param looks what counts beside what the code does, as masks of {@link Look}s
   */
  static String of(Node node, Function<Node, Scope> scopes, int looks) {
    Meaning meaning = new Meaning(scopes, looks);
    meaning.node(node);
    return meaning.hex();
  }

  @Override
  public void node(@Nullable Node part) {
    if (part instanceof Stmt statement) {
      statement(statement);
    } else if (part instanceof Expr expr) {
      expression(expr);
    } else if (part instanceof Arg arg) {
      kind(Arg.class);
      name(arg.arg().text());
      annotation(arg.annotation());
      mark(arg.defaultValue() != null);
    } else {
      super.node(part);
    }
  }

  @Override
  public void nodes(List<? extends Node> parts) {
    if (!parts.isEmpty() && parts.get(0) instanceof Stmt) {
      super.nodes(LiveCode.of(parts.stream().map(Stmt.class::cast).toList()));
    } else {
      super.nodes(parts);
    }
  }

  private void statement(Stmt node) {
    if (node instanceof Stmt.FunctionDef def) {
      function(def);
    } else if (node instanceof Stmt.ClassDef def) {
      type(def);
    } else if (node instanceof Stmt.AnnAssign assign) {
      annotated(assign);
    } else if (node instanceof Stmt.Return end && LiveCode.isNone(end.value())) {
      kind(Stmt.Return.class);
      super.node(null);
    } else if (node instanceof Stmt.If choice && isAtTop() && LiveCode.isDecided(choice)) {
      // Outside of functions what is never reached declares nothing either.
      nodes(LiveCode.isFalse(choice.test()) ? choice.orelse() : choice.body());
    } else {
      super.node(node);
    }
  }

  private boolean isAtTop() {
    return classBodies == 0 && names.isOutside();
  }

  // Defaults and decorators are evaluated outside.
  private void function(Stmt.FunctionDef def) {
    kind(Stmt.FunctionDef.class);
    text(def.name().text());
    nodes(def.decoratorList());
    defaults(def.args());
    within(
        def,
        scopes.apply(def),
        () -> {
          super.node(def.args());
          annotation(def.returns());
          documentation(def.body());
          super.nodes(LiveCode.ofFunction(def.body()));
        });
    if (annotations) {
      nodes(def.typeParams());
    } else {
      mix(def.typeParams().size());
    }
    mark(def.isAsync());
  }

  private void defaults(Arguments args) {
    args.posonlyargs().forEach(arg -> node(arg.defaultValue()));
    args.args().forEach(arg -> node(arg.defaultValue()));
    args.kwonlyargs().forEach(arg -> node(arg.defaultValue()));
  }

  private void type(Stmt.ClassDef def) {
    kind(Stmt.ClassDef.class);
    text(def.name().text());
    nodes(def.decoratorList());
    nodes(def.bases());
    nodes(def.keywords());
    documentation(def.body());
    names.enter(def, scopes.apply(def), false);
    classBodies++;
    super.nodes(LiveCode.of(def.body()));
    classBodies--;
    names.leave();
    nodes(def.typeParams());
  }

  private void documentation(List<Stmt> body) {
    boolean first =
        documentation
            && !body.isEmpty()
            && body.get(0) instanceof Stmt.ExprStmt only
            && only.value() instanceof Expr.Constant constant
            && constant.value() instanceof Literal.Str;
    super.node(first ? ((Stmt.ExprStmt) body.get(0)).value() : null);
  }

  // What a class annotates are its fields, by whatever type.
  private void annotated(Stmt.AnnAssign node) {
    boolean field = classBodies > 0;
    if (field || annotations || node.value() == null || !isQuiet(node.annotation())) {
      kind(Stmt.AnnAssign.class);
      node(node.target());
      annotation(node.annotation());
      node(node.value());
    } else {
      kind(Stmt.Assign.class);
      super.nodes(List.of(node.target()));
      node(node.value());
    }
  }

  private void annotation(@Nullable Expr annotation) {
    boolean counts = annotation != null && (annotations || !isQuiet(annotation));
    super.node(null);
    if (counts) {
      node(annotation);
    }
  }

  // Whether evaluating it does nothing; what marks a class variable is seen by data classes.
  private static boolean isQuiet(Expr annotation) {
    boolean[] quiet = {true};
    TreeWalk.all(
        annotation,
        node -> {
          boolean plain =
              node instanceof Expr.Name
                  || node instanceof Expr.Attribute
                  || node instanceof Expr.Subscript
                  || node instanceof Expr.Constant
                  || node instanceof Expr.Tuple
                  || node instanceof Expr.ListDisplay
                  || node instanceof Expr.BinOp
                  || !(node instanceof Expr);
          quiet[0] &= plain && !isMarker(node);
        });
    return quiet[0];
  }

  private static boolean isMarker(Node node) {
    String text =
        node instanceof Expr.Name name
            ? name.id()
            : node instanceof Expr.Attribute attribute
                ? attribute.attr().text()
                : node instanceof Expr.Constant constant
                        && constant.value() instanceof Literal.Str string
                    ? string.value()
                    : "";
    return text.contains("ClassVar") || text.contains("InitVar") || text.contains("KW_ONLY");
  }

  private void expression(Expr node) {
    if (node instanceof Expr.Name name) {
      kind(Expr.Name.class);
      name(name.id());
    } else if (node instanceof Expr.Lambda lambda) {
      kind(Expr.Lambda.class);
      defaults(lambda.args());
      within(lambda, scopes.apply(lambda), () -> lambda.parts(this));
    } else if (node instanceof Expr.ListComp comp) {
      comprehension(comp, comp.generators());
    } else if (node instanceof Expr.SetComp comp) {
      comprehension(comp, comp.generators());
    } else if (node instanceof Expr.DictComp comp) {
      comprehension(comp, comp.generators());
    } else if (node instanceof Expr.GeneratorExp comp) {
      comprehension(comp, comp.generators());
    } else {
      super.node(otherwise(node));
    }
  }

  /** The same expression in its usual form. */
  private static Expr otherwise(Expr node) {
    Expr usual = null;
    if (node instanceof Expr.UnaryOp not) {
      usual = negated(not);
    } else if (node instanceof Expr.JoinedStr joined) {
      usual = plain(joined);
    }
    return usual == null ? node : usual;
  }

  // The first iterable is evaluated outside.
  private void comprehension(Expr node, List<Comprehension> loops) {
    if (loops.isEmpty()) {
      super.node(node);
      return;
    }
    node(loops.get(0).iter());
    within(
        node,
        LocalNames.ofComprehension(loops),
        () -> {
          kind(node.getClass());
          for (int i = 0; i < loops.size(); i++) {
            Comprehension loop = loops.get(i);
            node(loop.target());
            node(i == 0 ? null : loop.iter());
            nodes(loop.ifs());
            mark(loop.isAsync());
          }
          elements(node);
        });
  }

  private void elements(Expr node) {
    if (node instanceof Expr.DictComp comp) {
      node(comp.key());
      node(comp.value());
    } else if (node instanceof Expr.ListComp comp) {
      node(comp.elt());
    } else if (node instanceof Expr.SetComp comp) {
      node(comp.elt());
    } else if (node instanceof Expr.GeneratorExp comp) {
      node(comp.elt());
    }
  }

  private void within(Node owner, Scope scope, Runnable work) {
    int outside = classBodies;
    classBodies = 0;
    names.enter(owner, scope, !locals);
    work.run();
    names.leave();
    classBodies = outside;
  }

  private void name(String id) {
    int number = names.number(id);
    if (number < 0) {
      text(id);
    } else {
      mix(LOCAL + ((long) number << SIZE));
    }
  }

  // not a in b
  private static @Nullable Expr negated(Expr.UnaryOp node) {
    if (node.op() != UnaryOperator.NOT
        || !(node.operand() instanceof Expr.Compare compare)
        || compare.ops().size() != 1) {
      return null;
    }
    CmpOperator op = compare.ops().get(0);
    CmpOperator other =
        op == CmpOperator.IN
            ? CmpOperator.NOT_IN
            : op == CmpOperator.IS ? CmpOperator.IS_NOT : null;
    return other == null
        ? null
        : new Expr.Compare(
            node.start(), node.end(), compare.left(), List.of(other), compare.comparators());
  }

  // f'text'
  private static @Nullable Expr plain(Expr.JoinedStr node) {
    StringBuilder text = new StringBuilder();
    for (Expr part : node.values()) {
      if (!(part instanceof Expr.Constant constant)
          || !(constant.value() instanceof Literal.Str string)) {
        return null;
      }
      text.append(string.value());
    }
    return new Expr.Constant(node.start(), node.end(), new Literal.Str(text.toString()));
  }

  @Override
  String number(Literal.Num num) {
    String plain = super.number(num).toLowerCase(Locale.ROOT);
    return switch (num.kind()) {
      case INT -> integer(plain);
      case FLOAT -> real(plain);
      case COMPLEX -> real(plain.substring(0, Math.max(0, plain.length() - 1)));
    };
  }

  private static String integer(String text) {
    return parsed(
        text,
        () ->
            text.startsWith("0x")
                ? new BigInteger(text.substring(2), 16).toString()
                : text.startsWith("0o")
                    ? new BigInteger(text.substring(2), 8).toString()
                    : text.startsWith("0b")
                        ? new BigInteger(text.substring(2), 2).toString()
                        : text);
  }

  private static String real(String text) {
    return parsed(text, () -> Double.toString(Double.parseDouble(text)));
  }

  // A number that Python would refuse is its own text.
  private static String parsed(String text, Supplier<String> value) {
    try {
      return value.get();
    } catch (NumberFormatException refused) {
      return text;
    }
  }
}
