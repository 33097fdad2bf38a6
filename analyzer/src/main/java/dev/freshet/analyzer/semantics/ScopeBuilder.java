package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.syntax.tree.Alias;
import dev.freshet.analyzer.syntax.tree.Arg;
import dev.freshet.analyzer.syntax.tree.Arguments;
import dev.freshet.analyzer.syntax.tree.Comprehension;
import dev.freshet.analyzer.syntax.tree.ExceptHandler;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Pattern;
import dev.freshet.analyzer.syntax.tree.Stmt;
import dev.freshet.analyzer.syntax.tree.TypeParam;
import dev.freshet.analyzer.syntax.tree.WithItem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds which names a body binds, declares and mentions (symbol tables as in CPython). */
final class ScopeBuilder {
  private final Set<String> locals = new HashSet<>();
  private final Set<String> globals = new HashSet<>();
  private final Set<String> nonlocals = new HashSet<>();
  private final Set<String> mentioned = new HashSet<>();
  private boolean generator;
  // Names bound inside nested functions and comprehensions are not bound here.
  private int nesting;
  private int functions;

  private ScopeBuilder() {}

  static Scope ofBody(@Nullable Arguments args, List<? extends Node> body) {
    ScopeBuilder builder = new ScopeBuilder();
    if (args != null) {
      builder.parameters(args);
    }
    body.forEach(builder::visit);
    builder.locals.removeAll(builder.globals);
    builder.locals.removeAll(builder.nonlocals);
    return new Scope(
        builder.locals, builder.globals, builder.nonlocals, builder.mentioned, builder.generator);
  }

  private void parameters(Arguments args) {
    args.posonlyargs().forEach(arg -> locals.add(arg.arg().text()));
    args.args().forEach(arg -> locals.add(arg.arg().text()));
    args.kwonlyargs().forEach(arg -> locals.add(arg.arg().text()));
    Arg vararg = args.vararg();
    if (vararg != null) {
      locals.add(vararg.arg().text());
    }
    Arg kwarg = args.kwarg();
    if (kwarg != null) {
      locals.add(kwarg.arg().text());
    }
  }

  private void visit(Node node) {
    if (node instanceof Expr expr) {
      expression(expr);
    } else if (node instanceof Stmt stmt) {
      statement(stmt);
    } else if (node instanceof Alias alias) {
      Identifier as = alias.asname();
      bind(as != null ? as.text() : firstPart(alias.name().text()));
    } else if (node instanceof ExceptHandler handler) {
      bind(handler.name());
      TreeShape.children(node, this::visit);
    } else if (node instanceof Pattern pattern) {
      pattern(pattern);
    } else if (node instanceof WithItem item) {
      visit(item.contextExpr());
      target(item.optionalVars());
    } else if (node instanceof TypeParam) {
      // Type parameters live in a scope of their own.
      return;
    } else {
      TreeShape.children(node, this::visit);
    }
  }

  private void statement(Stmt node) {
    if (node instanceof Stmt.FunctionDef def) {
      bind(def.name());
      def.decoratorList().forEach(this::visit);
      defaults(def.args());
      nested(def.body());
    } else if (node instanceof Stmt.ClassDef def) {
      bind(def.name());
      def.decoratorList().forEach(this::visit);
      def.bases().forEach(this::visit);
      def.keywords().forEach(this::visit);
      nested(def.body());
    } else if (node instanceof Stmt.Assign assign) {
      assign.targets().forEach(this::target);
      visit(assign.value());
    } else if (node instanceof Stmt.AugAssign assign) {
      target(assign.target());
      visit(assign.target());
      visit(assign.value());
    } else if (node instanceof Stmt.AnnAssign assign) {
      target(assign.target());
      Expr value = assign.value();
      if (value != null) {
        visit(value);
      }
    } else if (node instanceof Stmt.For loop) {
      target(loop.target());
      visit(loop.iter());
      loop.body().forEach(this::visit);
      loop.orelse().forEach(this::visit);
    } else if (node instanceof Stmt.Delete delete) {
      delete.targets().forEach(this::target);
      delete.targets().forEach(this::visit);
    } else if (node instanceof Stmt.Global global) {
      declare(global.names(), globals);
    } else if (node instanceof Stmt.Nonlocal nonlocal) {
      declare(nonlocal.names(), nonlocals);
    } else {
      TreeShape.children(node, this::visit);
    }
  }

  private void declare(List<Identifier> names, Set<String> into) {
    if (functions == 0) {
      names.forEach(name -> into.add(name.text()));
    }
  }

  private void expression(Expr node) {
    if (node instanceof Expr.Name name) {
      mentioned.add(name.id());
    } else if (node instanceof Expr.NamedExpr named) {
      // Binds in the nearest function, even from within a comprehension.
      if (functions == 0 && named.target() instanceof Expr.Name name) {
        locals.add(name.id());
      }
      visit(named.value());
    } else if (node instanceof Expr.Lambda lambda) {
      defaults(lambda.args());
      nested(List.of(lambda.body()));
    } else if (node instanceof Expr.Yield || node instanceof Expr.YieldFrom) {
      generator |= functions == 0;
      TreeShape.children(node, this::visit);
    } else if (isComprehension(node)) {
      nesting++;
      TreeShape.children(node, this::comprehensionPart);
      nesting--;
    } else {
      TreeShape.children(node, this::visit);
    }
  }

  private void comprehensionPart(Node part) {
    if (part instanceof Comprehension loop) {
      target(loop.target());
      visit(loop.iter());
      loop.ifs().forEach(this::visit);
    } else {
      visit(part);
    }
  }

  private static boolean isComprehension(Expr node) {
    return node instanceof Expr.ListComp
        || node instanceof Expr.SetComp
        || node instanceof Expr.DictComp
        || node instanceof Expr.GeneratorExp;
  }

  private void pattern(Pattern node) {
    if (node instanceof Pattern.MatchAs as) {
      bind(as.name());
    } else if (node instanceof Pattern.MatchStar star) {
      bind(star.name());
    } else if (node instanceof Pattern.MatchMapping mapping) {
      bind(mapping.rest());
    }
    TreeShape.children(node, this::visit);
  }

  private void nested(List<? extends Node> body) {
    nesting++;
    functions++;
    body.forEach(this::visit);
    functions--;
    nesting--;
  }

  private void defaults(Arguments args) {
    TreeShape.children(args, this::defaultOf);
  }

  private void defaultOf(Node node) {
    if (node instanceof Arg arg) {
      Expr value = arg.defaultValue();
      if (value != null) {
        visit(value);
      }
    }
  }

  private void target(@Nullable Expr target) {
    if (target instanceof Expr.Name name) {
      bind(name.id());
    } else if (target instanceof Expr.Tuple tuple) {
      tuple.elts().forEach(this::target);
    } else if (target instanceof Expr.ListDisplay list) {
      list.elts().forEach(this::target);
    } else if (target instanceof Expr.Starred starred) {
      target(starred.value());
    } else if (target != null) {
      visit(target);
    }
  }

  private void bind(@Nullable Identifier name) {
    if (name != null) {
      bind(name.text());
    }
  }

  private void bind(String name) {
    if (nesting == 0) {
      locals.add(name);
    }
  }

  private static String firstPart(String dotted) {
    int dot = dotted.indexOf('.');
    return dot < 0 ? dotted : dotted.substring(0, dot);
  }
}
