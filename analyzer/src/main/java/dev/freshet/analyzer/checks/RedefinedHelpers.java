package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.checks.Diagnostic.Related;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.Scope;
import dev.freshet.analyzer.semantics.flow.NameRead;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code redefined-helper}: a name that a function looks up when it is called is bound anew between
 * two calls, so that the same function does something else from there on.
 */
final class RedefinedHelpers implements Check {
  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    for (Map.Entry<String, List<UnitEffects>> bound : checked.binders().entrySet()) {
      if (bound.getValue().size() > 1) {
        check(checked, bound.getKey(), bound.getValue(), report);
      }
    }
  }

  private static void check(
      Checked checked, String name, List<UnitEffects> binders, Consumer<Diagnostic> report) {
    List<UnitEffects> callers =
        checked.readers(name).stream().filter(unit -> isDeferred(unit, name)).toList();
    for (int i = 1; i < binders.size() && callers.size() > 1; i++) {
      UnitEffects anew = binders.get(i);
      UnitEffects before = onlyOne(callers, name, binders.get(i - 1));
      UnitEffects after = onlyOne(callers, name, anew);
      UnitEffects caller =
          before == null || after == null || isSame(checked, binders.get(i - 1), anew)
              ? null
              : helper(checked, name, before, after, anew);
      if (caller != null && before != null && after != null) {
        report.accept(diagnostic(checked, name, caller, before, after, anew));
      }
    }
  }

  private static boolean isDeferred(UnitEffects unit, String name) {
    NameRead read = unit.reads().get(name);
    return read != null && read.deferred();
  }

  /** The first of the callers that see the name as one unit bound it. */
  private static @Nullable UnitEffects onlyOne(
      List<UnitEffects> callers, String name, UnitEffects binder) {
    for (UnitEffects caller : callers) {
      NameRead read = caller.reads().get(name);
      int[] writers = read == null ? new int[0] : read.writers();
      if (writers.length == 1 && writers[0] == binder.number() && caller.cell() != binder.cell()) {
        return caller;
      }
    }
    return null;
  }

  private static boolean isSame(Checked checked, UnitEffects one, UnitEffects other) {
    return one.digest().equals(other.digest())
        || !Imports.paths(checked.statement(other)).isEmpty();
  }

  /** The function, defined before the new binding, through which both callers see the name. */
  private static @Nullable UnitEffects helper(
      Checked checked, String name, UnitEffects before, UnitEffects after, UnitEffects anew) {
    for (String called : after.reads().keySet()) {
      if (before.reads().containsKey(called) && !called.equals(name)) {
        for (UnitEffects unit : checked.binders(called)) {
          if (unit.number() < anew.number() && mentions(checked, unit, called, name)) {
            return unit;
          }
        }
      }
    }
    return null;
  }

  private static boolean mentions(Checked checked, UnitEffects unit, String function, String name) {
    if (!(checked.statement(unit) instanceof Stmt.FunctionDef def)
        || !def.name().text().equals(function)) {
      return false;
    }
    Scope scope = checked.facts(unit).scope(def);
    return scope.mentioned().contains(name) && !scope.locals().contains(name);
  }

  private static Diagnostic diagnostic(
      Checked checked,
      String name,
      UnitEffects helper,
      UnitEffects before,
      UnitEffects after,
      UnitEffects anew) {
    String function =
        checked.statement(helper) instanceof Stmt.FunctionDef def ? def.name().text() : name;
    return Diagnostic.of(
            Rule.REDEFINED_HELPER,
            anew.cell(),
            Checked.place(anew, name),
            "%s is defined anew, and %s (cell %d) uses it: from here on %s does something else than in cell %d"
                .formatted(name, function, helper.cell(), function, before.cell()))
        .with(
            List.of(
                new Related(
                    helper.cell(),
                    Checked.place(helper, function),
                    function + " looks " + name + " up when it is called"),
                new Related(after.cell(), place(after, name), "called here with the new " + name)));
  }

  private static SourceRange place(UnitEffects unit, String name) {
    NameRead read = unit.reads().get(name);
    return read == null || read.ranges().isEmpty() ? new SourceRange(0, 0) : read.ranges().get(0);
  }
}
