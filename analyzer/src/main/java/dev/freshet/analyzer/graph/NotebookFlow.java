package dev.freshet.analyzer.graph;

import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.flow.Flow;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A notebook's top-level statements with their effects, in order: what {@link CellEffects}, edges
 * and affected cells are made of.
 *
 * @param cells per cell its units; empty for cells without code
 * @param units all units; their numbers ascend
 */
public record NotebookFlow(List<List<UnitEffects>> cells, List<UnitEffects> units) {
  public NotebookFlow {
    cells = cells.stream().map(List::copyOf).toList();
    units = List.copyOf(units);
  }

  /** Walks a notebook, given the facts of its code cells. */
  public static NotebookFlow of(List<Optional<CellFacts>> facts, Flow flow) {
    List<@Nullable CellFacts> known = new ArrayList<>(facts.size());
    facts.forEach(each -> known.add(each.orElse(null)));
    List<List<UnitEffects>> cells = flow.walk(known);
    List<UnitEffects> units = new ArrayList<>();
    cells.forEach(units::addAll);
    return new NotebookFlow(cells, units);
  }

  /** The effects of each cell. */
  public List<CellEffects> effects(List<Optional<CellFacts>> facts) {
    List<CellEffects> effects = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      Optional<CellFacts> of = facts.get(i);
      effects.add(
          of.isEmpty()
              ? CellEffects.none()
              : EffectsBuilder.of(this, i, of.get().problems().isEmpty(), of.get().definedNames()));
    }
    return List.copyOf(effects);
  }

  /** The edges between the cells. */
  public DependencyGraph edges() {
    return EdgesBuilder.of(this);
  }

  /** The index of the cell of the unit with a number. */
  public int cellOf(int unit) {
    return unit(unit).cell();
  }

  /** The unit with a number. */
  public UnitEffects unit(int number) {
    return units.get(indexOf(number));
  }

  /** The place of a unit's number in {@link #units()}. */
  public int indexOf(int number) {
    int low = 0;
    int high = units.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (units.get(middle).number() < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low >= units.size() || units.get(low).number() != number) {
      throw new IllegalArgumentException("no unit has the number " + number);
    }
    return low;
  }
}
