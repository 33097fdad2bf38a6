package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.checks.Diagnostic.Related;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.flow.NameRead;
import dev.freshet.analyzer.semantics.flow.NameWrite;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code multiple-definition}: two cells define a name, and a cell between them uses it: run again
 * after the second one, that cell sees another value. One finding for each name.
 */
final class MultipleDefinitions implements Check {
  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    checked
        .binders()
        .forEach(
            (name, binders) -> {
              if (binders.size() > 1 && !name.startsWith("_")) {
                first(checked, name, binders).ifPresent(report);
              }
            });
  }

  private static Optional<Diagnostic> first(
      Checked checked, String name, List<UnitEffects> binders) {
    for (int i = 1; i < binders.size(); i++) {
      UnitEffects old = binders.get(i - 1);
      UnitEffects anew = binders.get(i);
      if (isNew(checked, name, old, anew)) {
        for (UnitEffects reader : checked.readers(name)) {
          if (reader.cell() > old.cell()
              && reader.cell() < anew.cell()
              && sees(reader, name, old)) {
            return Optional.of(diagnostic(name, old, reader, anew));
          }
        }
      }
    }
    return Optional.empty();
  }

  // x = f(x) carries on; the same statement again, and another import, change nothing.
  private static boolean isNew(Checked checked, String name, UnitEffects old, UnitEffects anew) {
    NameWrite write = anew.writes().get(name);
    return old.cell() != anew.cell()
        && write != null
        && write.certainty() == Certainty.MUST
        && !anew.reads().containsKey(name)
        && !old.digest().equals(anew.digest())
        && Imports.paths(checked.statement(anew)).isEmpty();
  }

  private static boolean sees(UnitEffects reader, String name, UnitEffects binder) {
    NameRead read = reader.reads().get(name);
    int[] writers = read == null ? new int[0] : read.writers();
    return writers.length == 1 && writers[0] == binder.number();
  }

  private static Diagnostic diagnostic(
      String name, UnitEffects old, UnitEffects reader, UnitEffects anew) {
    return Diagnostic.of(
            Rule.MULTIPLE_DEFINITION,
            anew.cell(),
            Checked.place(anew, name),
            "%s is defined again after cell %d used the one of cell %d: run after this, cell %d sees another %s"
                .formatted(name, reader.cell(), old.cell(), reader.cell(), name))
        .with(
            List.of(
                new Related(
                    old.cell(), Checked.place(old, name), name + " is defined here first")));
  }
}
