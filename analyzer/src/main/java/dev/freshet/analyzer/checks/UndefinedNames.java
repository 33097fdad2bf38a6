package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.checks.Diagnostic.Related;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code undefined-name}: nothing in the notebook binds the name. {@code used-before-definition}:
 * only a cell further down does, so that a fresh run from the top fails.
 */
final class UndefinedNames implements Check {
  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    Map<String, UnitEffects> writers = new HashMap<>();
    for (UnitEffects unit : checked.flow().units()) {
      unit.writes()
          .forEach(
              (name, write) -> {
                if (write.binds()) {
                  writers.putIfAbsent(name, unit);
                }
              });
    }
    for (UnitEffects unit : checked.flow().units()) {
      for (UnitEffects.Missing missing : unit.missing()) {
        // In code that may not run, or runs elsewhere, the name may be there in time.
        if (missing.certainty() == Certainty.MUST && isHealthy(checked, unit.cell())) {
          report.accept(diagnostic(unit, missing, writers.get(missing.name())));
        }
      }
    }
  }

  // Half-typed code names things that the user has not finished saying.
  private static boolean isHealthy(Checked checked, int cell) {
    return checked.facts().get(cell).filter(facts -> facts.problems().isEmpty()).isPresent();
  }

  private static Diagnostic diagnostic(
      UnitEffects unit, UnitEffects.Missing missing, @Nullable UnitEffects writer) {
    boolean below = writer != null && writer.number() > unit.number();
    Rule rule = below ? Rule.USED_BEFORE_DEFINITION : Rule.UNDEFINED_NAME;
    return Diagnostic.of(
            rule, unit.cell(), missing.range(), message(missing, writer, below, unit.cell()))
        .with(related(missing.name(), writer));
  }

  private static String message(
      UnitEffects.Missing missing, @Nullable UnitEffects writer, boolean below, int cell) {
    String name = missing.name();
    if (writer == null) {
      return name + " is not defined anywhere in the notebook";
    }
    if (!below) {
      return name + " is deleted before it is used here";
    }
    return writer.cell() == cell
        ? name + " is defined only further down in this cell"
        : name + " is defined only in cell " + writer.cell() + ", further down";
  }

  private static List<Related> related(String name, @Nullable UnitEffects writer) {
    UnitEffects.Write write = writer == null ? null : writer.writes().get(name);
    return writer == null || write == null || write.ranges().isEmpty()
        ? List.of()
        : List.of(new Related(writer.cell(), write.ranges().get(0), name + " is defined here"));
  }
}
