package dev.freshet.analyzer.graph;

import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.flow.Flow;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A notebook's top-level statements with their effects, in order: what {@link CellEffects}, edges
 * and affected cells are made of.
 *
 * @param cells per cell its units; empty for cells without code
 * @param units all units; a unit's number is its index
 */
public record NotebookFlow(List<List<UnitEffects>> cells, List<UnitEffects> units) {
  public NotebookFlow {
    cells = cells.stream().map(List::copyOf).toList();
    units = List.copyOf(units);
  }

  /** Walks a notebook; {@code facts} gives the facts of the code cell at an index. */
  public static NotebookFlow of(Notebook notebook, IntFunction<CellFacts> facts, Flow flow) {
    List<List<UnitEffects>> cells = new ArrayList<>();
    List<UnitEffects> units = new ArrayList<>();
    for (int i = 0; i < notebook.cells().size(); i++) {
      List<UnitEffects> ofCell =
          notebook.cell(i).isCode() ? flow.walk(i, facts.apply(i)) : List.of();
      cells.add(ofCell);
      units.addAll(ofCell);
    }
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

  /** The index of a unit's cell. */
  public int cellOf(int unit) {
    return units.get(unit).cell();
  }
}
