package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.checks.Diagnostic.Fix;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.TreeWalk;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import dev.freshet.analyzer.syntax.tree.Alias;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * {@code unused-definition}: an import, function or class whose name stands nowhere else in the
 * notebook, not even in a text, a comment or a magic. {@code unused-value}: so does the name of a
 * value. Results of calls are left alone: they may be given a name only to keep them from being
 * shown.
 */
final class UnusedDefinitions implements Check {
  // Modules that are imported for what their import does.
  private static final Set<String> EFFECTFUL =
      Set.of(
          "readline",
          "antigravity",
          "this",
          "seaborn",
          "scienceplots",
          "hvplot",
          "cufflinks",
          "rioxarray",
          "cf_xarray",
          "pint_pandas",
          "pint_xarray",
          "janitor",
          "swifter",
          "ipympl",
          "tensorflow_text",
          "intel_extension_for_pytorch",
          "pyximport",
          "pybullet_envs",
          "pandas_bokeh",
          "pandas_profiling",
          "matplotlib_inline",
          "google",
          "unittest");
  private static final List<String> EFFECTFUL_FROM =
      List.of("__future__", "mpl_toolkits", "sklearn.experimental", "hvplot", "google.colab");
  private static final Pattern EXPORT = Pattern.compile("(?m)^#\\s*\\|?\\s*export");

  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    boolean looksNamesUp =
        checked.units().stream()
            .anyMatch(unit -> unit.openWorld().filter(w -> w.reads()).isPresent());
    if (!checked.isHealthy() || looksNamesUp) {
      return;
    }
    boolean library =
        checked.notebook().cells().stream()
            .map(Cell::source)
            .anyMatch(source -> source.contains("export") && EXPORT.matcher(source).find());
    for (UnitEffects unit : checked.units()) {
      look(checked, unit, checked.statement(unit), library, report);
    }
  }

  private static void look(
      Checked checked,
      UnitEffects unit,
      Stmt statement,
      boolean library,
      Consumer<Diagnostic> report) {
    if (statement instanceof Stmt.Import node) {
      node.names().stream()
          .filter(alias -> isPlain(alias) && !EFFECTFUL.contains(top(alias)))
          .forEach(alias -> imported(checked, unit, node, node.names(), alias, report));
    } else if (statement instanceof Stmt.ImportFrom node) {
      String from = node.module() == null ? "" : node.module().text();
      if (EFFECTFUL_FROM.stream().noneMatch(from::startsWith) && !EFFECTFUL.contains(from)) {
        node.names().forEach(alias -> imported(checked, unit, node, node.names(), alias, report));
      }
    } else if (statement instanceof Stmt.FunctionDef def && def.decoratorList().isEmpty()) {
      defined(checked, unit, def.name(), "function", library, report);
    } else if (statement instanceof Stmt.ClassDef def && def.decoratorList().isEmpty()) {
      defined(checked, unit, def.name(), "class", library, report);
    } else if (statement instanceof Stmt.Assign assign
        && assign.targets().size() == 1
        && assign.targets().get(0) instanceof Expr.Name name
        && isUnused(checked, name.id(), 1)
        && isInert(assign.value())) {
      report.accept(
          diagnostic(
              Rule.UNUSED_VALUE,
              unit,
              new SourceRange(name.start(), name.end()),
              name.id() + " is assigned"));
    }
  }

  // import a.b for the sake of b's effects on a.
  private static boolean isPlain(Alias alias) {
    return alias.asname() != null || alias.name().text().indexOf('.') < 0;
  }

  private static String top(Alias alias) {
    String path = alias.name().text();
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  private static void imported(
      Checked checked,
      UnitEffects unit,
      Stmt statement,
      List<Alias> all,
      Alias alias,
      Consumer<Diagnostic> report) {
    Identifier as = alias.asname();
    String name = (as != null ? as : alias.name()).text();
    boolean twice = as != null && List.of(alias.name().text().split("\\.", -1)).contains(name);
    if (!name.equals("*")
        && isUnused(checked, name, twice ? 2 : 1)
        && !isKept(checked.source(unit.cell()), statement)) {
      SourceRange range = new SourceRange(alias.start(), alias.end());
      Diagnostic found = diagnostic(Rule.UNUSED_DEFINITION, unit, range, name + " is imported");
      report.accept(
          removal(checked.source(unit.cell()), statement, all, alias)
              .map(cut -> found.with(new Fix("Remove the import of " + name, unit.cell(), cut, "")))
              .orElse(found));
    }
  }

  // "noqa" is what other linters are told.
  private static boolean isKept(String source, Stmt statement) {
    int end = source.indexOf('\n', statement.end());
    return source
        .substring(statement.start(), end < 0 ? source.length() : end)
        .toLowerCase(Locale.ROOT)
        .contains("noqa");
  }

  /** The whole line of a single import that has a line of its own, or its part of the list. */
  private static Optional<SourceRange> removal(
      String source, Stmt statement, List<Alias> all, Alias alias) {
    if (all.size() > 1) {
      int at = all.indexOf(alias);
      boolean last = at == all.size() - 1;
      int start = last ? all.get(at - 1).end() : alias.start();
      int end = last ? alias.end() : all.get(at + 1).start();
      String cut = source.substring(start, end);
      return cut.indexOf('#') < 0 && cut.indexOf('\\') < 0
          ? Optional.of(new SourceRange(start, end))
          : Optional.empty();
    }
    int start = source.lastIndexOf('\n', statement.start()) + 1;
    int newline = source.indexOf('\n', statement.end());
    int end = newline < 0 ? source.length() : newline + 1;
    boolean alone =
        source.substring(start, statement.start()).isBlank()
            && source.substring(statement.end(), end).isBlank();
    return alone ? Optional.of(new SourceRange(start, end)) : Optional.empty();
  }

  private static void defined(
      Checked checked,
      UnitEffects unit,
      Identifier name,
      String kind,
      boolean library,
      Consumer<Diagnostic> report) {
    if (!library && !name.text().startsWith("test") && isUnused(checked, name.text(), 1)) {
      SourceRange range = new SourceRange(name.start(), name.end());
      report.accept(
          diagnostic(
              Rule.UNUSED_DEFINITION,
              unit,
              range,
              "the " + kind + " " + name.text() + " is defined"));
    }
  }

  private static boolean isUnused(Checked checked, String name, int mentions) {
    return !name.isEmpty()
        && !name.startsWith("_")
        && checked.readers(name).isEmpty()
        && checked.occurrences(name) == mentions;
  }

  // A call may be made for its effects.
  private static boolean isInert(Expr value) {
    boolean[] inert = {true};
    TreeWalk.within(
        value,
        node -> {
          inert[0] &=
              !(node instanceof Expr.Call)
                  && !(node instanceof Expr.LineMagic)
                  && !(node instanceof Expr.ShellCommand)
                  && !(node instanceof Expr.Await);
          return inert[0];
        });
    return inert[0];
  }

  private static Diagnostic diagnostic(
      Rule rule, UnitEffects unit, SourceRange range, String what) {
    return Diagnostic.of(rule, unit.cell(), range, what + ", but nothing in the notebook uses it");
  }
}
