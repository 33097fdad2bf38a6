package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Alias;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Stmt;
import dev.freshet.analyzer.syntax.tree.TypeParam;
import dev.freshet.analyzer.syntax.tree.WithItem;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/** Builds statements, and refuses those that only the grammar would accept. */
abstract class StatementActions extends TargetActions {
  /** Names in code that was skipped after a syntax error. */
  final Items<Expr> skippedNames = new Items<>();

  private int skippedDone;

  /** The {@code from __future__} imports, which must come first. */
  final Items<Stmt.ImportFrom> futures = new Items<>();

  StatementActions(TokenStream input) {
    super(input);
  }

  Stmt expression(Token start, Expr value) {
    Tok first = (Tok) start;
    if (first.value instanceof Command command && command.kind() == Command.Kind.CELL_MAGIC) {
      return commands.cell(first, command);
    }
    if (value instanceof Expr.NamedExpr && value.start() == at(start) && text[at(start)] != '(') {
      problem(value, "invalid syntax");
    }
    return new Stmt.ExprStmt(value.start(), value.end(), value);
  }

  /** Keeps the names of skipped code as one broken statement. */
  void skipped(Items<Stmt> out) {
    if (skippedNames.size() > skippedDone) {
      Items<Expr> parts = new Items<>();
      for (int i = skippedDone; i < skippedNames.size(); i++) {
        parts.add(skippedNames.get(i));
      }
      skippedDone = skippedNames.size();
      int end = parts.get(parts.size() - 1).end();
      out.add(new Stmt.Broken(parts.get(0).start(), end, parts.toList()));
    }
  }

  Stmt annAssign(Token start, Expr target, Expr annotation, @Nullable Expr value) {
    checkSingleTarget(target, "illegal target for annotation");
    boolean simple = target instanceof Expr.Name && target.start() == at(start);
    return new Stmt.AnnAssign(at(start), end(), target, annotation, value, simple);
  }

  Stmt augAssign(Token start, Expr target, Token op, Expr value) {
    checkSingleTarget(target, "illegal expression for augmented assignment");
    return new Stmt.AugAssign(at(start), end(), target, Ops.operator(((Tok) op).op), value);
  }

  Stmt assign(Token start, Items<Expr> targets, Expr value) {
    for (int i = 0; i < targets.size(); i++) {
      checkTarget(targets.get(i));
    }
    return new Stmt.Assign(at(start), end(), targets.toList(), value);
  }

  Stmt delete(Token start, Expr target) {
    checkDeleted(target);
    boolean bare = target == bareTuple;
    List<Expr> targets =
        bare && target instanceof Expr.Tuple tuple ? tuple.elts() : List.of(target);
    return new Stmt.Delete(at(start), end(), targets);
  }

  List<TypeParam> typeParams(Items<TypeParam> params) {
    for (int i = 0; i < params.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (params.get(i).name().text().equals(params.get(j).name().text())) {
          problem(params.get(i), "duplicate type parameter");
        }
      }
    }
    return params.toList();
  }

  Stmt typeAlias(Token start, Token name, List<TypeParam> params, Expr value) {
    return new Stmt.TypeAlias(at(start), end(), name(name), params, value);
  }

  Stmt returned(Token start, @Nullable Expr value) {
    if (!in(FUNCTION)) {
      problem(start, "'return' outside function");
    } else if (in(STAR_HANDLER)) {
      problem(start, "'return' cannot appear in an 'except*' block");
    }
    if (value != null) {
      valueReturn = start;
    }
    return new Stmt.Return(at(start), end(), value);
  }

  void inLoop(Token token, String word) {
    if (!in(IN_LOOP)) {
      problem(
          token,
          in(STAR_HANDLER)
              ? "'" + word + "' cannot appear in an 'except*' block"
              : "'" + word + "' outside loop");
    }
  }

  Stmt global(Token start, List<Identifier> names) {
    checkDeclared(start, names, "global");
    return new Stmt.Global(at(start), end(), names);
  }

  private void checkDeclared(Token start, List<Identifier> names, String kind) {
    Declarations scope = new Declarations(stream(), scopeStart);
    for (Identifier name : names) {
      if (params != null && params.has(name)) {
        problem(name, "name '" + name.text() + "' is parameter and " + kind);
      } else if (scope.usedBefore(name, start)) {
        problem(name, "name '" + name.text() + "' is used prior to " + kind + " declaration");
      }
    }
  }

  Stmt nonlocal(Token start, List<Identifier> names) {
    checkDeclared(start, names, "nonlocal");
    if (!in(FUNCTION | CLASS_BODY)) {
      problem(start, "nonlocal declaration not allowed at module level");
    } else if (functions < (in(FUNCTION) ? 2 : 1)
        && names.stream().anyMatch(name -> !name.text().equals("__class__"))) {
      problem(start, "no binding for this nonlocal: no function surrounds this one");
    }
    return new Stmt.Nonlocal(at(start), end(), names);
  }

  Alias alias(Token start, Identifier name, @Nullable Identifier asname) {
    return new Alias(at(start), end(), name, asname);
  }

  Alias starAlias(Token star) {
    if (in(FUNCTION | CLASS_BODY)) {
      problem(star, "import * only allowed at module level");
    }
    return new Alias(at(star), end(), new Identifier(at(star), end(), "*"), null);
  }

  Stmt importFrom(Token start, @Nullable Identifier module, List<Alias> names, int level) {
    if (module == null && level == 0) {
      problem(start, "invalid syntax");
    }
    Stmt.ImportFrom tree = new Stmt.ImportFrom(at(start), end(), module, names, level);
    if (module != null && level == 0 && module.text().equals("__future__")) {
      futures.add(tree);
    }
    return tree;
  }

  Stmt forLoop(
      Token start,
      Expr target,
      Expr iter,
      List<Stmt> body,
      List<Stmt> orelse,
      @Nullable Token async) {
    checkAsync(async, "'async for' outside async function");
    return new Stmt.For(at(start), end(), target, iter, body, orelse, async != null);
  }

  private void checkAsync(@Nullable Token async, String message) {
    if (async != null && !mayAwait()) {
      problem(async, message);
    }
  }

  Stmt tried(
      Token start,
      List<Stmt> body,
      Handlers handlers,
      List<Stmt> orelse,
      @Nullable List<Stmt> last) {
    if (handlers.size() == 0 && (last == null || !orelse.isEmpty())) {
      problem(start, "expected 'except' or 'finally' block");
    }
    List<Stmt> finalbody = last == null ? List.of() : last;
    return new Stmt.Try(
        at(start), end(), body, handlers.toList(), orelse, finalbody, handlers.starred());
  }

  Identifier captured(Token name, @Nullable Token comma) {
    if (comma != null) {
      problem(comma, "multiple exception types must be parenthesized when using 'as'");
    }
    return bound(name);
  }

  WithItem withItem(Token start, Expr context, @Nullable Expr vars) {
    if (vars != null) {
      checkTarget(vars);
    }
    return new WithItem(at(start), end(), context, vars);
  }

  Stmt with(Token start, Items<WithItem> items, List<Stmt> body, @Nullable Token async) {
    checkAsync(async, "'async with' outside async function");
    return new Stmt.With(at(start), end(), expand(items), body, async != null);
  }

  /** {@code with (a as b, c):} and {@code with (a, b):} are two items each. */
  private List<WithItem> expand(Items<WithItem> items) {
    if (items.size() != 1 || items.get(0).optionalVars() != null) {
      return items.toList();
    }
    WithItem only = items.get(0);
    List<WithItem> group = withGroups.remove(only.contextExpr());
    if (group != null) {
      return group;
    }
    if (!(only.contextExpr() instanceof Expr.Tuple tuple)
        || tuple.start() != only.start()
        || tuple.elts().isEmpty()
        || tuple.elts().stream().anyMatch(StatementActions::noContext)) {
      return items.toList();
    }
    Items<WithItem> out = new Items<>();
    for (Expr element : tuple.elts()) {
      out.add(new WithItem(element.start(), element.end(), element, null));
    }
    return out.toList();
  }

  private static boolean noContext(Expr expr) {
    return expr instanceof Expr.Starred || expr instanceof Expr.NamedExpr;
  }

  Stmt funcDef(
      Token start,
      Token name,
      Params params,
      List<Stmt> body,
      List<Expr> decorators,
      @Nullable Expr returns,
      List<TypeParam> types,
      @Nullable Token async,
      Token paren) {
    if (async != null && yields > 0 && valueReturn != null) {
      problem(valueReturn, "'return' with value in async generator");
    }
    return new Stmt.FunctionDef(
        at(start),
        end(),
        bound(name),
        params.arguments(at(paren)),
        body,
        decorators,
        returns,
        types,
        async != null);
  }

  Stmt classDef(
      Token start,
      Token name,
      ArgList args,
      List<Stmt> body,
      List<Expr> decorators,
      List<TypeParam> types) {
    return new Stmt.ClassDef(
        at(start), end(), bound(name), args.bases(), args.keywords(), body, decorators, types);
  }
}
