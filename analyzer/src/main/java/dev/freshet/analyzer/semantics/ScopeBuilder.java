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
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds which names a body and the functions and classes in it bind, declare and mention (symbol
 * tables as in CPython), in one walk.
 */
final class ScopeBuilder extends NodeParts {
  private final IdentityHashMap<Node, Scope> found;
  private ScopeNames names = new ScopeNames();

  // Targets inside comprehensions are not bound here.
  private int comprehensions;

  /**
   * @param found gets the scopes of what is in the body, by the node that owns them
   */
  private ScopeBuilder(IdentityHashMap<Node, Scope> found) {
    this.found = found;
  }

  static Scope ofBody(
      @Nullable Arguments args, List<? extends Node> body, IdentityHashMap<Node, Scope> found) {
    ScopeBuilder builder = new ScopeBuilder(found);
    if (args != null) {
      builder.parameters(args);
    }
    builder.nodes(body);
    return builder.names.scope();
  }

  private void parameters(Arguments args) {
    parameters(args.posonlyargs());
    parameters(args.args());
    parameters(args.kwonlyargs());
    parameter(args.vararg());
    parameter(args.kwarg());
  }

  private void parameters(List<Arg> args) {
    for (int i = 0; i < args.size(); i++) {
      parameter(args.get(i));
    }
  }

  private void parameter(@Nullable Arg arg) {
    if (arg != null) {
      names.bind(arg.arg().text());
    }
  }

  @Override
  void child(Node node) {
    if (node instanceof Expr expr) {
      expression(expr);
    } else if (node instanceof Stmt stmt) {
      statement(stmt);
    } else if (node instanceof Alias alias) {
      Identifier as = alias.asname();
      bind(as != null ? as.text() : firstPart(alias.name().text()));
    } else if (node instanceof ExceptHandler handler) {
      bind(handler.name());
      node.parts(this);
    } else if (node instanceof Pattern pattern) {
      pattern(pattern);
    } else if (node instanceof WithItem item) {
      child(item.contextExpr());
      target(item.optionalVars());
    } else if (node instanceof Comprehension loop) {
      target(loop.target());
      child(loop.iter());
      nodes(loop.ifs());
    } else if (!(node instanceof TypeParam)) {
      // Type parameters live in a scope of their own.
      node.parts(this);
    }
  }

  private void statement(Stmt node) {
    if (node instanceof Stmt.Assign assign) {
      targets(assign.targets());
      child(assign.value());
    } else if (node instanceof Stmt.FunctionDef def) {
      bind(def.name());
      nodes(def.decoratorList());
      defaults(def.args());
      nested(def, def.args(), def.body());
    } else if (node instanceof Stmt.ClassDef def) {
      bind(def.name());
      nodes(def.decoratorList());
      nodes(def.bases());
      nodes(def.keywords());
      nested(def, null, def.body());
    } else if (node instanceof Stmt.AugAssign assign) {
      target(assign.target());
      child(assign.target());
      child(assign.value());
    } else if (node instanceof Stmt.AnnAssign assign) {
      target(assign.target());
      node(assign.value());
    } else if (node instanceof Stmt.For loop) {
      target(loop.target());
      child(loop.iter());
      nodes(loop.body());
      nodes(loop.orelse());
    } else if (node instanceof Stmt.Delete delete) {
      targets(delete.targets());
      nodes(delete.targets());
    } else if (node instanceof Stmt.Global global) {
      global.names().forEach(name -> names.declareGlobal(name.text()));
    } else if (node instanceof Stmt.Nonlocal nonlocal) {
      nonlocal.names().forEach(name -> names.declareNonlocal(name.text()));
    } else {
      node.parts(this);
    }
  }

  private void expression(Expr node) {
    if (node instanceof Expr.Name name) {
      names.mention(name.id());
    } else if (node instanceof Expr.NamedExpr named) {
      // Binds in the nearest function, even from within a comprehension.
      if (named.target() instanceof Expr.Name name) {
        names.bind(name.id());
      }
      child(named.value());
    } else if (node instanceof Expr.Lambda lambda) {
      defaults(lambda.args());
      nested(lambda, lambda.args(), List.of(lambda.body()));
    } else if (node instanceof Expr.Yield || node instanceof Expr.YieldFrom) {
      names.generator = true;
      node.parts(this);
    } else if (isComprehension(node)) {
      comprehensions++;
      node.parts(this);
      comprehensions--;
    } else {
      node.parts(this);
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
    node.parts(this);
  }

  private void nested(Node owner, @Nullable Arguments args, List<? extends Node> body) {
    ScopeNames outer = names;
    int outside = comprehensions;
    names = new ScopeNames();
    comprehensions = 0;
    if (args != null) {
      parameters(args);
    }
    nodes(body);
    Scope scope = names.scope();
    found.put(owner, scope);
    names = outer;
    comprehensions = outside;
    scope.mentioned().forEach(names::mention);
  }

  private void defaults(Arguments args) {
    defaults(args.posonlyargs());
    defaults(args.args());
    defaults(args.kwonlyargs());
  }

  private void defaults(List<Arg> args) {
    for (int i = 0; i < args.size(); i++) {
      node(args.get(i).defaultValue());
    }
  }

  private void targets(List<Expr> targets) {
    for (int i = 0; i < targets.size(); i++) {
      target(targets.get(i));
    }
  }

  private void target(@Nullable Expr target) {
    if (target instanceof Expr.Name name) {
      bind(name.id());
    } else if (target instanceof Expr.Tuple tuple) {
      targets(tuple.elts());
    } else if (target instanceof Expr.ListDisplay list) {
      targets(list.elts());
    } else if (target instanceof Expr.Starred starred) {
      target(starred.value());
    } else {
      node(target);
    }
  }

  private void bind(@Nullable Identifier name) {
    if (name != null) {
      bind(name.text());
    }
  }

  private void bind(String name) {
    if (comprehensions == 0) {
      names.bind(name);
    }
  }

  private static String firstPart(String dotted) {
    int dot = dotted.indexOf('.');
    return dot < 0 ? dotted : dotted.substring(0, dot);
  }
}
