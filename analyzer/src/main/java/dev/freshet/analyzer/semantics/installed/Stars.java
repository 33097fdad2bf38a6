package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.semantics.TreeWalk;
import dev.freshet.analyzer.semantics.library.Library;
import dev.freshet.analyzer.syntax.tree.ExceptHandler;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@code from module import *} binds: what {@code __all__} lists after all that is added to it
 * at the top of the module, else every public name.
 */
final class Stars {
  private static final String ALL = "__all__";

  private final Index index;
  private final Library library;

  Stars(Index index, Library library) {
    this.index = index;
    this.library = library;
  }

  /** The names; none when only running the module tells them. */
  Optional<Set<String>> of(Source source) {
    return of(source, new HashSet<>());
  }

  private Optional<Set<String>> of(Source source, Set<Source> seen) {
    if (!seen.add(source)) {
      return Optional.of(Set.of());
    }
    Listing listing = new Listing(source, seen);
    listing.body(source.tree.body());
    if (listing.unknown) {
      return Optional.empty();
    }
    return listing.listed ? Optional.of(listing.names) : everyPublic(source, seen);
  }

  private Optional<Set<String>> everyPublic(Source source, Set<Source> seen) {
    if (bindsByText(source)) {
      return Optional.empty();
    }
    Set<String> names = new TreeSet<>();
    names.addAll(source.defined.keySet());
    names.addAll(source.imported.keySet());
    names.addAll(source.assigned.keySet());
    for (String from : source.starred) {
      Optional<Set<String>> starred = ofModule(from, seen);
      if (starred.isEmpty()) {
        return starred;
      }
      names.addAll(starred.get());
    }
    names.removeIf(name -> name.startsWith("_"));
    return Optional.of(names);
  }

  private Optional<Set<String>> ofModule(String name, Set<Source> seen) {
    Source source = index.sources.get(name);
    return source == null ? library.exports(name) : of(source, seen);
  }

  // globals().update(...), globals()[name] = value
  private static boolean bindsByText(Source source) {
    boolean[] found = new boolean[1];
    for (Stmt stmt : source.tree.body()) {
      if (!(stmt instanceof Stmt.FunctionDef || stmt instanceof Stmt.ClassDef)) {
        TreeWalk.all(stmt, node -> found[0] |= isGlobals(node));
      }
    }
    return found[0];
  }

  private static boolean isGlobals(Node node) {
    Expr owner = null;
    if (node instanceof Expr.Subscript part) {
      owner = part.value();
    } else if (node instanceof Expr.Attribute part && part.attr().text().equals("update")) {
      owner = part.value();
    }
    return owner instanceof Expr.Call call
        && call.func() instanceof Expr.Name name
        && (name.id().equals("globals") || name.id().equals("vars"))
        && call.args().isEmpty();
  }

  /** Reads what the top of a module does with {@code __all__}. */
  private final class Listing {
    private final Source source;
    private final Set<Source> seen;
    private final Set<String> names = new TreeSet<>();
    private boolean listed;
    private boolean unknown;

    Listing(Source source, Set<Source> seen) {
      this.source = source;
      this.seen = seen;
    }

    void body(List<Stmt> body) {
      body.forEach(this::statement);
    }

    private void statement(Stmt stmt) {
      if (stmt instanceof Stmt.Assign each && each.targets().stream().anyMatch(Listing::isAll)) {
        add(each.value());
      } else if (stmt instanceof Stmt.AnnAssign each && isAll(each.target())) {
        if (each.value() != null) {
          add(each.value());
        }
      } else if (stmt instanceof Stmt.AugAssign each && isAll(each.target())) {
        add(each.value());
      } else if (stmt instanceof Stmt.ExprStmt each && each.value() instanceof Expr.Call call) {
        call(call);
      } else if (stmt instanceof Stmt.If each) {
        body(each.body());
        body(each.orelse());
      } else if (stmt instanceof Stmt.Try each) {
        body(each.body());
        for (ExceptHandler handler : each.handlers()) {
          body(handler.body());
        }
        body(each.orelse());
      } else if (stmt instanceof Stmt.For || stmt instanceof Stmt.While) {
        // One name after another, made of what only running it tells.
        unknown |= mentions(stmt);
      }
    }

    private void call(Expr.Call call) {
      if (call.func() instanceof Expr.Attribute method && isAll(method.value())) {
        switch (method.attr().text()) {
          case "extend" -> call.args().forEach(this::add);
          case "append" -> call.args().forEach(this::name);
          case "remove", "sort" -> {}
          default -> unknown = true;
        }
      }
    }

    private void add(Expr value) {
      listed = true;
      if (value instanceof Expr.ListDisplay list) {
        list.elts().forEach(this::name);
      } else if (value instanceof Expr.Tuple tuple) {
        tuple.elts().forEach(this::name);
      } else if (value instanceof Expr.BinOp sum) {
        add(sum.left());
        add(sum.right());
      } else if (value instanceof Expr.Attribute of && of.attr().text().equals(ALL)) {
        module(of.value());
      } else if (!isAll(value)) {
        unknown = true;
      }
    }

    private void name(Expr each) {
      if (each instanceof Expr.Constant text && text.value() instanceof Literal.Str name) {
        names.add(name.value());
      } else if (each instanceof Expr.Starred starred) {
        add(starred.value());
      } else {
        unknown = true;
      }
    }

    private void module(Expr node) {
      Optional<Set<String>> inner = Optional.empty();
      if (index.referent(source, node) instanceof Referent.Inner module) {
        inner = ofModule(module.name(), seen);
      }
      inner.ifPresentOrElse(names::addAll, () -> unknown = true);
    }

    private static boolean isAll(Expr node) {
      return node instanceof Expr.Name name && name.id().equals(ALL);
    }

    private static boolean mentions(Stmt stmt) {
      List<Node> found = new ArrayList<>();
      TreeWalk.all(
          stmt,
          node -> {
            if (node instanceof Expr.Name name && name.id().equals(ALL)) {
              found.add(node);
            }
          });
      return !found.isEmpty();
    }
  }
}
