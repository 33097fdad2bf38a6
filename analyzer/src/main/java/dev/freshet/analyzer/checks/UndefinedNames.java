package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.checks.Diagnostic.Related;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.flow.MissingName;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code undefined-name}: nothing in the notebook binds the name. {@code hidden-state}: nor does
 * anything, but the cell ran and did not fail, so the kernel held a name that the file no longer
 * defines. {@code used-before-definition}: only a cell further down binds it, so that a fresh run
 * from the top fails. One finding for each cell and name.
 */
final class UndefinedNames implements Check {
  private static final String MAY_FAIL = "raises-exception";

  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    Set<String> told = new HashSet<>();
    for (UnitEffects unit : checked.units()) {
      boolean wanted =
          !unit.missing().isEmpty()
              && checked.isHealthy(unit.cell())
              && !checked.notebook().cell(unit.cell()).hasTag(MAY_FAIL);
      for (MissingName missing : unit.missing()) {
        // In code that may not run, or runs elsewhere, the name may be there in time.
        if (wanted
            && missing.certainty() == Certainty.MUST
            && told.add(unit.cell() + " " + missing.name())) {
          report.accept(diagnostic(checked, unit, missing));
        }
      }
    }
  }

  private static Diagnostic diagnostic(Checked checked, UnitEffects unit, MissingName missing) {
    List<UnitEffects> binders = checked.binders(missing.name());
    UnitEffects writer = binders.isEmpty() ? null : binders.get(0);
    boolean below = writer != null && writer.number() > unit.number();
    boolean hidden = writer == null && hasRunWell(checked, unit.cell());
    Rule rule =
        below ? Rule.USED_BEFORE_DEFINITION : hidden ? Rule.HIDDEN_STATE : Rule.UNDEFINED_NAME;
    String message =
        hidden
            ? missing.name()
                + " is not defined anywhere in the notebook, yet this cell ran: the cell that"
                + " defined it was deleted or changed"
            : message(missing, writer, below, unit.cell());
    return Diagnostic.of(rule, unit.cell(), missing.range(), message)
        .with(related(missing.name(), writer));
  }

  /** Whether the file shows that the cell ran to its end. */
  private static boolean hasRunWell(Checked checked, int index) {
    Cell cell = checked.notebook().cell(index);
    return cell.executionCount() > 0
        && checked.outputs(index).filter(outputs -> outputs.error().isEmpty()).isPresent();
  }

  private static String message(
      MissingName missing, @Nullable UnitEffects writer, boolean below, int cell) {
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
    return writer == null
        ? List.of()
        : List.of(
            new Related(writer.cell(), Checked.place(writer, name), name + " is defined here"));
  }
}
