package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.graph.DependencyGraph;
import dev.freshet.analyzer.graph.NotebookFlow;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.notebook.StoredOutputs;
import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.flow.NameWrite;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** What checks look at; lists are in the order of the notebook's cells. */
final class Checked {
  private final Notebook notebook;
  private final List<Optional<CellFacts>> facts;
  private final List<Optional<CellNotes>> notes;
  private final NotebookFlow flow;
  private final List<CellEffects> effects;
  private final DependencyGraph graph;
  private final Outside outside;
  private final IdentityHashMap<UnitEffects, Stmt> statements = new IdentityHashMap<>();
  private final Map<String, List<UnitEffects>> binders = new HashMap<>();
  private final Map<String, List<UnitEffects>> readers = new HashMap<>();
  private final Imports imports;

  Checked(
      Notebook notebook,
      List<Optional<CellFacts>> facts,
      List<Optional<CellNotes>> notes,
      NotebookFlow flow,
      List<CellEffects> effects,
      DependencyGraph graph,
      Outside outside) {
    this.notebook = notebook;
    this.facts = List.copyOf(facts);
    this.notes = List.copyOf(notes);
    this.flow = flow;
    this.effects = List.copyOf(effects);
    this.graph = graph;
    this.outside = outside;
    for (int cell = 0; cell < flow.cells().size(); cell++) {
      List<UnitEffects> units = flow.cells().get(cell);
      for (int i = 0; i < units.size(); i++) {
        statements.put(units.get(i), facts.get(cell).orElseThrow().statements().get(i));
      }
    }
    for (UnitEffects unit : flow.units()) {
      unit.writes()
          .forEach(
              (name, write) -> {
                if (write.binds()) {
                  binders.computeIfAbsent(name, n -> new ArrayList<>(2)).add(unit);
                }
              });
      unit.reads()
          .keySet()
          .forEach(name -> readers.computeIfAbsent(name, n -> new ArrayList<>(2)).add(unit));
    }
    imports = Imports.of(this);
  }

  Notebook notebook() {
    return notebook;
  }

  /** The text of a cell. */
  String source(int cell) {
    return notebook.cell(cell).source();
  }

  List<Optional<CellNotes>> notes() {
    return notes;
  }

  NotebookFlow flow() {
    return flow;
  }

  List<UnitEffects> units() {
    return flow.units();
  }

  UnitEffects unit(int number) {
    return flow.unit(number);
  }

  CellEffects effects(int cell) {
    return effects.get(cell);
  }

  DependencyGraph graph() {
    return graph;
  }

  /** Whether a path exists, or nobody knows. */
  boolean exists(String path) {
    return outside.exists().test(path);
  }

  /** What is kept of the last run of a cell, if that is known. */
  Optional<StoredOutputs> outputs(int cell) {
    return Optional.ofNullable(outside.outputs().get(notebook.cell(cell).id()));
  }

  Optional<String> folder() {
    return outside.folder();
  }

  /** The minor version of the Python that runs the notebook; empty for the newest. */
  OptionalInt python() {
    return outside.python();
  }

  /** The units that bind a name, in order. */
  List<UnitEffects> binders(String name) {
    return binders.getOrDefault(name, List.of());
  }

  /** Each name that is bound, with the units that bind it. */
  Map<String, List<UnitEffects>> binders() {
    return binders;
  }

  /** The units that look a name up which other units bind, in order. */
  List<UnitEffects> readers(String name) {
    return readers.getOrDefault(name, List.of());
  }

  Imports imports() {
    return imports;
  }

  /** The statement that a unit is. */
  Stmt statement(UnitEffects unit) {
    return Objects.requireNonNull(statements.get(unit));
  }

  /** The facts of a unit's cell. */
  CellFacts facts(UnitEffects unit) {
    return facts.get(unit.cell()).orElseThrow();
  }

  // Half-typed code names things that the user has not finished saying.
  boolean isHealthy(int cell) {
    return facts.get(cell).filter(of -> of.problems().isEmpty()).isPresent();
  }

  /** Whether every cell is Python that may be run. */
  boolean isHealthy() {
    return facts.stream().allMatch(of -> of.isEmpty() || of.get().problems().isEmpty());
  }

  /** How often a word stands in the code cells. */
  int occurrences(String word) {
    int count = 0;
    for (Optional<CellNotes> each : notes) {
      if (each.isPresent()) {
        count += each.get().words().getOrDefault(word, 0);
      }
    }
    return count;
  }

  /** Where a unit binds a name. */
  static SourceRange place(UnitEffects unit, String name) {
    NameWrite write = unit.writes().get(name);
    return write == null || write.ranges().isEmpty()
        ? new SourceRange(0, 0)
        : write.ranges().get(0);
  }
}
