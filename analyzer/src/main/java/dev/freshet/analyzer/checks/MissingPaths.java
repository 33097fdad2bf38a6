package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.semantics.TreeWalk;
import dev.freshet.analyzer.semantics.flow.FileAccess;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import dev.freshet.analyzer.syntax.tree.Expr;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code missing-path}: a file is surely read, is not there, and nothing above may have put it
 * there. Once something is done whose files cannot be told (a program is run, the directory is
 * changed), nothing more is said.
 */
final class MissingPaths implements Check {
  private static final Set<String> TESTS =
      Set.of("exists", "isfile", "isdir", "lexists", "islink", "is_file", "is_dir");

  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    Set<String> settled = new HashSet<>();
    for (UnitEffects unit : checked.units()) {
      if (mayMakeFiles(unit)) {
        return;
      }
      for (FileAccess file : unit.files()) {
        String path = file.path().orElse("");
        if (file.mode().writes()) {
          settled.add(path);
        } else if (isPlain(path) && isSure(checked, unit, file) && settled.add(path)) {
          if (!checked.exists(path) && !isTest(checked, unit, file.range())) {
            report.accept(diagnostic(unit, file.range(), path));
          }
        }
      }
    }
  }

  private static boolean mayMakeFiles(UnitEffects unit) {
    boolean moved =
        unit.ambient().values().stream()
            .anyMatch(a -> a.name().equals("@cwd") && a.mode().writes());
    boolean somewhere =
        unit.files().stream()
            .anyMatch(file -> file.path().isEmpty() && file.mode() != EffectMode.READ);
    return moved || somewhere || !unit.external().isEmpty() || unit.openWorld().isPresent();
  }

  private static boolean isSure(Checked checked, UnitEffects unit, FileAccess file) {
    return file.certainty() == Certainty.MUST
        && file.from().isEmpty()
        && checked.isHealthy(unit.cell())
        && !checked.notebook().cell(unit.cell()).hasTag("raises-exception");
  }

  // Absolute paths have a check of their own; patterns, and what a shell expands, are no paths.
  private static boolean isPlain(String path) {
    if (path.isEmpty() || path.startsWith("/") || path.startsWith("~")) {
      return false;
    }
    for (int i = 0; i < path.length(); i++) {
      if ("*?[]{}$<>|:\\\n\"".indexOf(path.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  // Who asks whether a file is there knows that it may not be.
  private static boolean isTest(Checked checked, UnitEffects unit, SourceRange range) {
    boolean[] test = {false};
    TreeWalk.all(
        checked.statement(unit),
        node -> {
          if (node instanceof Expr.Call call
              && call.start() == range.start()
              && call.end() == range.end()
              && call.func() instanceof Expr.Attribute method) {
            test[0] |= TESTS.contains(method.attr().text());
          }
        });
    return test[0];
  }

  private static Diagnostic diagnostic(UnitEffects unit, SourceRange range, String path) {
    return Diagnostic.of(
        Rule.MISSING_PATH,
        unit.cell(),
        range,
        path + " is read here, but is not there, and no cell above writes it");
  }
}
