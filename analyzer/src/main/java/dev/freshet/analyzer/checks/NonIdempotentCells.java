package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.checks.Diagnostic.Related;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.flow.NameMutation;
import dev.freshet.analyzer.semantics.flow.NameRead;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code non-idempotent}: a cell makes the new value of another cell's name from the old one, so
 * that running it twice gives another result, or fails. One finding for each cell and name.
 */
final class NonIdempotentCells implements Check {
  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    for (int cell = 0; cell < checked.notes().size(); cell++) {
      Optional<CellNotes> notes = checked.notes().get(cell);
      if (notes.isPresent() && !notes.get().repeats().isEmpty() && checked.isHealthy(cell)) {
        look(checked, checked.flow().cells().get(cell), notes.get().repeats(), report);
      }
    }
  }

  private static void look(
      Checked checked,
      List<UnitEffects> units,
      List<Repeat.At> repeats,
      Consumer<Diagnostic> report) {
    Set<String> told = new HashSet<>();
    for (Repeat.At at : repeats) {
      // What follows an end of the cell is no unit.
      UnitEffects unit = at.unit() < units.size() ? units.get(at.unit()) : null;
      if (unit != null
          && isOfAnotherCell(checked, unit, at.repeat())
          && told.add(at.repeat().name())) {
        report.accept(diagnostic(checked, unit, at.statement(), at.repeat()));
      }
    }
  }

  /** Whether all that the name may be, or the object that is changed, was made by cells above. */
  private static boolean isOfAnotherCell(Checked checked, UnitEffects unit, Repeat repeat) {
    NameRead read = unit.reads().get(repeat.name());
    int[] sources = read == null ? new int[0] : read.sources();
    if (sources.length == 0) {
      return false;
    }
    for (int source : sources) {
      if (checked.unit(source).cell() >= unit.cell()) {
        return false;
      }
    }
    NameMutation mutation = unit.mutations().get(repeat.name());
    return !repeat.inPlace()
        || (mutation != null
            && mutation.sources().stream().allMatch(s -> checked.unit(s).cell() < unit.cell()));
  }

  private static Diagnostic diagnostic(
      Checked checked, UnitEffects unit, Stmt statement, Repeat repeat) {
    NameRead read = unit.reads().get(repeat.name());
    int[] sources = read == null ? new int[0] : read.writers();
    UnitEffects owner = checked.unit(sources.length == 0 ? unit.number() : sources[0]);
    return Diagnostic.of(
            Rule.NON_IDEMPOTENT,
            unit.cell(),
            new SourceRange(statement.start(), Math.max(statement.start(), statement.end())),
            "run twice, this cell %s: do it in the cell that makes %s, or give the result a new name"
                .formatted(repeat.consequence(), repeat.name()))
        .with(
            List.of(
                new Related(
                    owner.cell(),
                    Checked.place(owner, repeat.name()),
                    repeat.name() + " is made here")));
  }
}
