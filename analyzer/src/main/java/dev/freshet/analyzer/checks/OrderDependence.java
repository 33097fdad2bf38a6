package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.checks.Diagnostic.Related;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.flow.NameMutation;
import dev.freshet.analyzer.semantics.flow.NameRead;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code order-dependence}: the counts in the file say that a cell ran before a cell above it whose
 * value it reads, so its outputs need not be those of a fresh run. One finding for each such cell.
 */
final class OrderDependence implements Check {
  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    List<List<UnitEffects>> cells = checked.flow().cells();
    for (int cell = 0; cell < cells.size(); cell++) {
      int count = checked.notebook().cell(cell).executionCount();
      if (count > 0) {
        check(checked, cells.get(cell), count, report);
      }
    }
  }

  private static void check(
      Checked checked, List<UnitEffects> units, int count, Consumer<Diagnostic> report) {
    for (UnitEffects unit : units) {
      for (var read : unit.reads().entrySet()) {
        UnitEffects late = late(checked, unit, read.getKey(), read.getValue(), count);
        if (late != null) {
          report.accept(diagnostic(checked, unit, read.getKey(), read.getValue(), late));
          return;
        }
      }
    }
  }

  /** The one unit that the value surely comes from, if it ran after its reader. */
  private static @Nullable UnitEffects late(
      Checked checked, UnitEffects reader, String name, NameRead read, int count) {
    int[] sources = read.sources();
    if (sources.length == 0 || read.certainty() != Certainty.MUST) {
      return null;
    }
    UnitEffects last = checked.unit(sources[sources.length - 1]);
    int counted = checked.notebook().cell(last.cell()).executionCount();
    boolean above = last.cell() < reader.cell() && counted > count;
    // Importing again, or defining the same again, changes nothing.
    // A cell that may set anything need not have set this.
    boolean sets = last.writes().containsKey(name) || last.mutations().containsKey(name);
    return above && sets && !isRepeatable(checked.statement(last)) ? last : null;
  }

  private static boolean isRepeatable(Stmt statement) {
    return statement instanceof Stmt.Import || statement instanceof Stmt.ImportFrom;
  }

  private static Diagnostic diagnostic(
      Checked checked, UnitEffects unit, String name, NameRead read, UnitEffects late) {
    int count = checked.notebook().cell(unit.cell()).executionCount();
    int counted = checked.notebook().cell(late.cell()).executionCount();
    SourceRange place = read.ranges().isEmpty() ? new SourceRange(0, 0) : read.ranges().get(0);
    return Diagnostic.of(
            Rule.ORDER_DEPENDENCE,
            unit.cell(),
            place,
            "this cell ran as [%d], before cell %d ran as [%d] and set %s: its outputs need not be those of a run from the top"
                .formatted(count, late.cell(), counted, name))
        .with(
            List.of(
                new Related(late.cell(), placeOf(late, name), name + " was set here afterwards")));
  }

  private static SourceRange placeOf(UnitEffects unit, String name) {
    NameMutation mutation = unit.mutations().get(name);
    return mutation != null && !mutation.ranges().isEmpty()
        ? mutation.ranges().get(0)
        : Checked.place(unit, name);
  }
}
