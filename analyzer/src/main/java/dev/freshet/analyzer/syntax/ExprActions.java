package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Comprehension;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.UnaryOperator;
import dev.freshet.analyzer.syntax.tree.WithItem;
import java.util.IdentityHashMap;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/** Builds expressions, and refuses those that only the grammar would accept. */
abstract class ExprActions extends ParserBase {
  private static final String LONE_AWAIT = "'await' outside async function";

  final OperatorStack operators = new OperatorStack(this);
  final CommandNodes commands = new CommandNodes(this);

  /** Parentheses with {@code as} inside, which only a {@code with} statement may have. */
  final IdentityHashMap<Expr, List<WithItem>> withGroups = new IdentityHashMap<>();

  /** The latest tuple without parentheses. */
  @Nullable Expr bareTuple;

  ExprActions(TokenStream input) {
    super(input);
  }

  static Expr name(Token token) {
    Tok tok = (Tok) token;
    return new Expr.Name(tok.start, tok.end, tok.text());
  }

  Expr number(Token token) {
    Tok tok = (Tok) token;
    return new Expr.Constant(tok.start, tok.end, Numbers.literal(text, tok.start, tok.end));
  }

  static Expr singleton(Token token, Literal.Singleton value) {
    Tok tok = (Tok) token;
    return new Expr.Constant(tok.start, tok.end, value);
  }

  Expr strings(Token start, @Nullable StringParts parts, @Nullable Token one) {
    if (parts != null) {
      return parts.expr(at(start), end());
    }
    if (one == null) {
      return orMissing(null);
    }
    Tok tok = (Tok) one;
    boolean bytes = (tok.op & Quotes.BYTES) != 0;
    Literal value = bytes ? new Literal.Bytes(tok.text()) : new Literal.Str(tok.text());
    return new Expr.Constant(tok.start, tok.end, value);
  }

  int conversion(Token token) {
    String letter = ((Tok) token).text();
    if (letter.equals("s") || letter.equals("r") || letter.equals("a")) {
      return letter.charAt(0);
    }
    problem(token, "f-string: invalid conversion character: expected 's', 'r', or 'a'");
    return -1;
  }

  Expr magic(Token token) {
    return commands.expr((Tok) token);
  }

  Expr attribute(Token start, Expr value, Token name) {
    return new Expr.Attribute(at(start), end(), value, identifier(name));
  }

  Expr awaited(@Nullable Token await, Expr value) {
    if (await == null) {
      return value;
    }
    if (!mayAwait()) {
      problem(await, LONE_AWAIT);
    }
    return new Expr.Await(at(await), end(), value);
  }

  Expr named(Token start, Expr target, Expr value) {
    if (!(target instanceof Expr.Name name) || name.start() != startOf(start)) {
      problem(target, "cannot use assignment expressions with this target");
    } else if (name.id().equals("__debug__")) {
      problem(target, "cannot assign to __debug__");
    }
    return new Expr.NamedExpr(at(start), end(), target, value);
  }

  /** Outside calls, a starred value must be an operand of {@code |} or closer. */
  Expr starred(Token star, Expr value) {
    boolean loose = isLoose(value);
    if (loose && source(at(star), value.start()).indexOf('(') < 0) {
      problem(value, "invalid syntax");
    }
    return new Expr.Starred(at(star), end(), value);
  }

  private static boolean isLoose(Expr value) {
    if (value instanceof Expr.UnaryOp unary) {
      return unary.op() == UnaryOperator.NOT;
    }
    return value instanceof Expr.Compare
        || value instanceof Expr.BoolOp
        || value instanceof Expr.IfExp
        || value instanceof Expr.Lambda;
  }

  /** One expression, or a tuple without parentheses. */
  Expr list(Token start, Expr only, @Nullable Items<Expr> all) {
    if (all != null) {
      bareTuple = new Expr.Tuple(at(start), end(), all.toList());
      return bareTuple;
    }
    if (only instanceof Expr.Starred) {
      problem(only, "can't use starred expression here");
    }
    return only;
  }

  /** Like {@link #list}, but one starred index is a tuple too. */
  Expr subscripts(Token start, Expr only, @Nullable Items<Expr> all) {
    if (all == null && !(only instanceof Expr.Starred)) {
      return only;
    }
    return new Expr.Tuple(at(start), end(), all == null ? List.of(only) : all.toList());
  }

  static Expr tupleOf(Expr first, Items<Expr> all) {
    return new Expr.Tuple(first.start(), all.get(all.size() - 1).end(), all.toList());
  }

  void yieldHere(Token token, boolean allowed) {
    if (!allowed) {
      problem(token, "invalid syntax");
    }
  }

  void yielded(Token token) {
    yields++;
    if (!in(FUNCTION)) {
      problem(token, "'yield' outside function");
    }
  }

  void yieldedFrom(Token token) {
    if (in(ASYNC_FUNCTION)) {
      problem(token, "'yield from' inside async function");
    }
  }

  Expr group(
      Token start,
      Expr only,
      @Nullable Items<Expr> all,
      @Nullable Items<Comprehension> fors,
      @Nullable Items<WithItem> with,
      int yieldsBefore) {
    if (with != null) {
      return withGroup(start, with, fors);
    }
    if (fors != null) {
      return generator(start, only, fors, yieldsBefore);
    }
    if (all != null) {
      return new Expr.Tuple(at(start), end(), all.toList());
    }
    if (only instanceof Expr.Starred) {
      problem(only, "cannot use starred expression here");
    }
    return only;
  }

  /** Reports the parentheses with {@code as} that no {@code with} statement took. */
  void unusedGroups(Problems found) {
    withGroups.keySet().forEach(group -> found.add(group.start(), group.end(), "invalid syntax"));
  }

  private Expr withGroup(Token start, Items<WithItem> with, @Nullable Items<Comprehension> fors) {
    Items<Expr> parts = new Items<>();
    for (int i = 0; i < with.size(); i++) {
      WithItem item = with.get(i);
      parts.add(item.contextExpr());
      if (item.optionalVars() != null) {
        parts.add(item.optionalVars());
      }
    }
    Expr group = new Expr.Tuple(at(start), end(), parts.toList());
    if (fors != null) {
      problem(start, "invalid syntax");
    }
    withGroups.put(group, with.toList());
    return group;
  }

  /** Items of a group, once one of them has {@code as}; the latest replaces its bare form. */
  static Items<WithItem> withItems(
      @Nullable Items<WithItem> with, Items<Expr> elements, WithItem latest) {
    Items<WithItem> out = new Items<>();
    for (int i = 0; i < elements.size() - 1; i++) {
      Expr element = elements.get(i);
      out.add(
          with == null ? new WithItem(element.start(), element.end(), element, null) : with.get(i));
    }
    out.add(latest);
    return out;
  }

  Expr.GeneratorExp generator(
      Token start, Expr element, Items<Comprehension> fors, int yieldsBefore) {
    problems.forgive(startOf(start), LONE_AWAIT); // a generator that awaits may stand anywhere
    Expr checked = comprehended(element, fors, yieldsBefore, null);
    return new Expr.GeneratorExp(at(start), end(), checked, fors.toList());
  }

  Expr listDisplay(
      Token start, Items<Expr> items, @Nullable Items<Comprehension> fors, int yieldsBefore) {
    if (fors == null || items.size() == 0) {
      return new Expr.ListDisplay(at(start), end(), items.toList());
    }
    Expr element = comprehended(items.get(0), fors, yieldsBefore, "a list comprehension");
    return new Expr.ListComp(at(start), end(), element, fors.toList());
  }

  /**
   * Checks a comprehension's element; only a generator ({@code kind} absent) may be async anywhere.
   */
  Expr comprehended(
      Expr element, Items<Comprehension> fors, int yieldsBefore, @Nullable String kind) {
    if (element instanceof Expr.Starred) {
      problem(element, "iterable unpacking cannot be used in comprehension");
    }
    if (yields != yieldsBefore) {
      problem(element, "'yield' inside a comprehension");
      yields = yieldsBefore;
    }
    for (int i = 0; kind != null && i < fors.size(); i++) {
      if (fors.get(i).isAsync() && !mayAwait()) {
        problem(element, "asynchronous comprehension outside of an asynchronous function");
      }
    }
    return element;
  }

  /** The first iterable is evaluated outside the comprehension, so it alone may yield. */
  Comprehension comprehension(
      Token start,
      Expr target,
      Expr iter,
      @Nullable Items<Expr> ifs,
      @Nullable Token async,
      int yieldsBefore,
      Items<Comprehension> before) {
    if (before.size() == 0 && ifs == null) {
      yields = yieldsBefore;
    }
    List<Expr> conditions = ifs == null ? List.of() : ifs.toList();
    return new Comprehension(at(start), end(), target, iter, conditions, async != null);
  }
}
