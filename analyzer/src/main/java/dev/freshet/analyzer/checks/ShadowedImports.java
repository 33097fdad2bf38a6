package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.checks.Diagnostic.Related;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.TreeWalk;
import dev.freshet.analyzer.semantics.flow.NameWrite;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code shadowed-import}: a name that an import bound is bound to something else. One finding for
 * each name.
 */
final class ShadowedImports implements Check {
  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    checked
        .binders()
        .forEach(
            (name, binders) -> {
              if (binders.size() > 1) {
                check(checked, name, binders, report);
              }
            });
  }

  private static void check(
      Checked checked, String name, List<UnitEffects> binders, Consumer<Diagnostic> report) {
    String imported = null;
    UnitEffects importer = null;
    for (UnitEffects unit : binders) {
      Map<String, String> paths = Imports.paths(checked.statement(unit));
      String path = paths.get(name);
      if (path == null && !paths.isEmpty()) {
        // import *
        continue;
      }
      if (importer != null
          && imported != null
          && !isSame(checked.statement(importer), imported, checked.statement(unit), path)
          && isSure(checked, unit, name)
          && !isRefined(checked.statement(importer), checked.statement(unit), name)) {
        report.accept(diagnostic(name, imported, path, importer, unit));
        return;
      }
      if (path != null) {
        imported = path;
        importer = unit;
      }
    }
  }

  // from bokeh.plotting import show, from bokeh.io import show: a package names a thing twice.
  private static boolean isSame(Stmt one, String imported, Stmt other, @Nullable String path) {
    return imported.equals(path)
        || (path != null
            && one instanceof Stmt.ImportFrom
            && other instanceof Stmt.ImportFrom
            && first(imported).equals(first(path))
            && last(imported).equals(last(path)));
  }

  // from data import airports; airports = airports[airports.open]
  private static boolean isRefined(Stmt importer, Stmt statement, String name) {
    boolean[] found = new boolean[2];
    if (importer instanceof Stmt.ImportFrom && statement instanceof Stmt.Assign assign) {
      TreeWalk.all(
          assign.value(),
          node -> {
            found[0] |= isName(node, name);
            found[1] |= node instanceof Expr.Call call && isName(call.func(), name);
          });
    }
    return found[0] && !found[1];
  }

  private static boolean isName(Node node, String name) {
    return node instanceof Expr.Name used && used.id().equals(name);
  }

  private static String first(String path) {
    int dot = path.indexOf('.', 1);
    return dot < 0 ? path : path.substring(0, dot);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  // try: from a import f; except ImportError: from b import f
  private static boolean isSure(Checked checked, UnitEffects unit, String name) {
    NameWrite write = unit.writes().get(name);
    Stmt statement = checked.statement(unit);
    return !(statement instanceof Stmt.Try)
        && !(statement instanceof Stmt.If)
        && write != null
        && write.certainty() == Certainty.MUST;
  }

  private static Diagnostic diagnostic(
      String name, String imported, @Nullable String path, UnitEffects importer, UnitEffects unit) {
    String now = path == null ? "something else" : path;
    return Diagnostic.of(
            Rule.SHADOWED_IMPORT,
            unit.cell(),
            Checked.place(unit, name),
            "%s was imported in cell %d (%s); from here on it is %s"
                .formatted(name, importer.cell(), imported, now))
        .with(
            List.of(
                new Related(
                    importer.cell(), Checked.place(importer, name), name + " is imported here")));
  }
}
