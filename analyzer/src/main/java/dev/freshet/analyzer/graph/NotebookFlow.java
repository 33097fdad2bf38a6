package dev.freshet.analyzer.graph;

import dev.freshet.analyzer.graph.DependencyGraph.Edge;
import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.flow.Flow;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A notebook's top-level statements with their effects, in order: what {@link CellEffects}, edges
 * and affected cells are made of.
 */
public final class NotebookFlow {
  private final List<List<UnitEffects>> cells;
  private final List<UnitEffects> units;
  private final int[] numbers;
  private final int[] cellOf;
  private final int[] ordinals;
  private final List<String> sources = new ArrayList<>();
  private final List<CellResult> results = new ArrayList<>();

  private NotebookFlow(List<List<UnitEffects>> cells, List<@Nullable CellFacts> facts) {
    ordinals = new int[facts.size()];
    for (int i = 0; i < ordinals.length; i++) {
      CellFacts cell = facts.get(i);
      ordinals[i] = sources.size();
      if (cell != null && !cell.isBlank()) {
        sources.add(cell.source());
      }
    }
    this.cells = List.copyOf(cells);
    List<UnitEffects> all = new ArrayList<>();
    cells.forEach(all::addAll);
    units = List.copyOf(all);
    numbers = new int[units.size()];
    cellOf = new int[units.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = units.get(i).number();
      cellOf[i] = units.get(i).cell();
    }
  }

  /**
   * Walks a notebook.
   *
   * @param facts the facts of its code cells
   * @param before the version that the flow walked last; it saves work and changes nothing
   */
  public static NotebookFlow of(
      List<Optional<CellFacts>> facts, Flow flow, @Nullable NotebookFlow before) {
    List<@Nullable CellFacts> known = new ArrayList<>(facts.size());
    facts.forEach(each -> known.add(each.orElse(null)));
    NotebookFlow made = new NotebookFlow(flow.walk(known), known);
    for (int i = 0; i < known.size(); i++) {
      CellResult old = before == null || i >= before.cells.size() ? null : before.results.get(i);
      made.results.add(
          old != null && before != null && old.holds(known.get(i), made, before)
              ? old
              : CellResult.of(known.get(i), made, i));
    }
    return made;
  }

  /** Per cell its units; empty for cells without code. */
  public List<List<UnitEffects>> cells() {
    return cells;
  }

  /** All units; their numbers ascend. */
  public List<UnitEffects> units() {
    return units;
  }

  /** The effects of each cell. */
  public List<CellEffects> effects() {
    List<CellEffects> effects = new ArrayList<>(results.size());
    for (CellResult result : results) {
      effects.add(result.effects());
    }
    return effects;
  }

  /** The edges between the cells. */
  public DependencyGraph edges() {
    List<Edge> edges = new ArrayList<>();
    results.forEach(result -> edges.addAll(result.edges()));
    edges.addAll(Barriers.of(this));
    return new DependencyGraph(cells.size(), edges);
  }

  /** The texts of the cells that are run, in order: the first is In[1]. */
  List<String> sources() {
    return sources;
  }

  /** How many cells are run before one. */
  int ordinal(int cell) {
    return ordinals[cell];
  }

  /** The index of the cell of the unit with a number. */
  public int cellOf(int unit) {
    return cellOf[indexOf(unit)];
  }

  /** The unit with a number. */
  public UnitEffects unit(int number) {
    return units.get(indexOf(number));
  }

  /** The place of a unit's number in {@link #units()}. */
  public int indexOf(int number) {
    int index = Arrays.binarySearch(numbers, number);
    if (index < 0) {
      throw new IllegalArgumentException("no unit has the number " + number);
    }
    return index;
  }
}
