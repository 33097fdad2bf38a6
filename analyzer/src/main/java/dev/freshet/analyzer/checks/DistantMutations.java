package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.checks.Diagnostic.Related;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.flow.NameMutation;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code distant-mutation}: a cell changes in place what another cell made, and a cell between the
 * two uses it unchanged. One finding for each cell and name.
 */
final class DistantMutations implements Check {
  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    for (List<UnitEffects> units : checked.flow().cells()) {
      Set<String> told = new HashSet<>();
      for (UnitEffects unit : units) {
        unit.mutations()
            .forEach(
                (name, mutation) -> {
                  UnitEffects owner = owner(checked, unit, mutation);
                  UnitEffects reader = owner == null ? null : between(checked, name, owner, unit);
                  if (owner != null && reader != null && told.add(name)) {
                    report.accept(diagnostic(name, mutation, owner, reader, unit));
                  }
                });
      }
    }
  }

  private static @Nullable UnitEffects owner(
      Checked checked, UnitEffects unit, NameMutation mutation) {
    if (mutation.certainty() != Certainty.MUST
        || mutation.ranges().isEmpty()
        || mutation.sources().size() != 1) {
      return null;
    }
    UnitEffects owner = checked.unit(mutation.sources().get(0));
    return owner.cell() < unit.cell() ? owner : null;
  }

  private static @Nullable UnitEffects between(
      Checked checked, String name, UnitEffects owner, UnitEffects mutator) {
    for (UnitEffects reader : checked.readers(name)) {
      if (reader.cell() > owner.cell()
          && reader.cell() < mutator.cell()
          && !reader.mutations().containsKey(name)) {
        return reader;
      }
    }
    return null;
  }

  private static Diagnostic diagnostic(
      String name, NameMutation mutation, UnitEffects owner, UnitEffects reader, UnitEffects unit) {
    return Diagnostic.of(
            Rule.DISTANT_MUTATION,
            unit.cell(),
            mutation.ranges().get(0),
            "%s of cell %d is changed here in place: run again, cell %d would see it changed"
                .formatted(name, owner.cell(), reader.cell()))
        .with(
            List.of(new Related(owner.cell(), Checked.place(owner, name), name + " is made here")));
  }
}
