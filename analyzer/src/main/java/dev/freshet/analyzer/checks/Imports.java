package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.semantics.flow.UnitEffects;
import dev.freshet.analyzer.syntax.tree.Alias;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the import statements at the top level of a notebook's cells call things. */
final class Imports {
  private final Map<String, String> paths = new HashMap<>();

  private Imports() {}

  static Imports of(Checked checked) {
    Imports imports = new Imports();
    for (UnitEffects unit : checked.units()) {
      paths(checked.statement(unit)).forEach(imports.paths::putIfAbsent);
    }
    return imports;
  }

  /** The names that an import statement binds, with what they stand for; none for other ones. */
  static Map<String, String> paths(Stmt statement) {
    if (statement instanceof Stmt.Import node) {
      Map<String, String> paths = new HashMap<>();
      for (Alias alias : node.names()) {
        String path = alias.name().text();
        int dot = path.indexOf('.');
        String bound = dot < 0 ? path : path.substring(0, dot);
        Identifier as = alias.asname();
        paths.put(as != null ? as.text() : bound, as != null ? path : bound);
      }
      return paths;
    }
    if (statement instanceof Stmt.ImportFrom node) {
      Map<String, String> paths = new HashMap<>();
      Identifier module = node.module();
      String from = ".".repeat(node.level()) + (module == null ? "" : module.text());
      for (Alias alias : node.names()) {
        Identifier as = alias.asname();
        paths.put((as != null ? as : alias.name()).text(), from + "." + alias.name().text());
      }
      return paths;
    }
    return Map.of();
  }

  /** The qualified name of what an expression such as {@code np.random.rand} refers to. */
  Optional<String> path(Expr expr) {
    if (expr instanceof Expr.Name name) {
      return Optional.ofNullable(paths.get(name.id()));
    }
    return expr instanceof Expr.Attribute attribute
        ? path(attribute.value()).map(owner -> owner + "." + attribute.attr().text())
        : Optional.empty();
  }
}
