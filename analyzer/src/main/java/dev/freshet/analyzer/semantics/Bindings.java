package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.syntax.tree.Alias;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a statement binds each of several names to, where that can be told apart: {@code import a,
 * b} does the same to {@code a} as {@code import a} does.
 */
final class Bindings {
  private Bindings() {}

  static Optional<String> of(Stmt statement, String name) {
    if (statement instanceof Stmt.Import node) {
      return imported(node.names(), "import ", name, true);
    }
    if (statement instanceof Stmt.ImportFrom node) {
      Identifier module = node.module();
      String from = ".".repeat(node.level()) + (module == null ? "" : module.text());
      return imported(node.names(), "from " + from + " import ", name, false);
    }
    if (statement instanceof Stmt.Assign assign
        && assign.targets().size() == 1
        && assign.targets().get(0) instanceof Expr.Tuple targets
        && assign.value() instanceof Expr.Tuple values
        && targets.elts().size() == values.elts().size()) {
      return assigned(targets.elts(), values.elts(), name);
    }
    return Optional.empty();
  }

  /** The modules that are imported by a statement or in it. */
  static Set<String> modules(Stmt statement) {
    Set<String> found = new TreeSet<>();
    TreeWalk.all(
        statement,
        node -> {
          if (node instanceof Stmt.Import all) {
            all.names().forEach(alias -> add(found, alias.name().text()));
          } else if (node instanceof Stmt.ImportFrom from) {
            String module = from.module() == null ? "" : from.module().text();
            add(found, module);
            from.names().forEach(alias -> found.add(module + "." + alias.name().text()));
          }
        });
    return found;
  }

  private static void add(Set<String> found, String module) {
    for (int dot = module.indexOf('.'); dot > 0; dot = module.indexOf('.', dot + 1)) {
      found.add(module.substring(0, dot));
    }
    found.add(module);
  }

  private static Optional<String> imported(
      List<Alias> names, String what, String name, boolean modules) {
    String found = null;
    for (Alias alias : names) {
      String path = alias.name().text();
      Identifier as = alias.asname();
      int dot = modules && as == null ? path.indexOf('.') : -1;
      String bound = as != null ? as.text() : dot < 0 ? path : path.substring(0, dot);
      if (bound.equals(name) && !path.equals("*")) {
        if (found != null) {
          return Optional.empty();
        }
        found = what + path;
      }
    }
    return Optional.ofNullable(found);
  }

  private static Optional<String> assigned(List<Expr> targets, List<Expr> values, String name) {
    String found = null;
    for (int i = 0; i < targets.size(); i++) {
      if (!(targets.get(i) instanceof Expr.Name target)
          || !(values.get(i) instanceof Expr.Constant value)) {
        return Optional.empty();
      }
      if (target.id().equals(name)) {
        found = "= " + TreeDigest.of(value);
      }
    }
    return Optional.ofNullable(found);
  }
}
