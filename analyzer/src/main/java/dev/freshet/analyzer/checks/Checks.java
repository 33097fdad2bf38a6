package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.graph.DependencyGraph;
import dev.freshet.analyzer.graph.NotebookFlow;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.semantics.CellFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All checks. It remembers what it noted about the texts it saw last, so that after an edit only
 * the edited cell is looked through; the findings do not depend on what it remembers. It belongs to
 * one thread.
 */
public final class Checks {
  private static final List<Check> ALL =
      List.of(
          new UndefinedNames(),
          new OrderDependence(),
          new FileFeedback(),
          new RedefinedHelpers(),
          new TestDataLeaks(),
          new MissingPaths(),
          new AbsolutePaths(),
          new OutputSecrets(),
          new ShadowedImports(),
          new ShadowedBuiltins(),
          new UnseededRandomness(),
          new NonIdempotentCells(),
          new NotSerializable(),
          new OpenWorlds(),
          new LargeOutputs(),
          new UnusedDefinitions(),
          new MultipleDefinitions(),
          new DistantMutations());

  private Map<CellFacts, CellNotes> known = new HashMap<>();

  /** What is wrong in a notebook, in the order of its cells. */
  public List<Diagnostic> of(Checked checked) {
    List<Diagnostic> found = new ArrayList<>();
    for (int i = 0; i < checked.notes().size(); i++) {
      int cell = i;
      checked.notes().get(i).ifPresent(notes -> notes.found().forEach(d -> found.add(d.in(cell))));
    }
    ALL.forEach(check -> unlessTooDeep(() -> check.check(checked, found::add)));
    found.sort(Comparator.comparingInt(Diagnostic::cell).thenComparingInt(d -> d.range().start()));
    return List.copyOf(found);
  }

  /** Code that is nested deeper than the stack allows is looked at as far as that goes. */
  static void unlessTooDeep(Runnable look) {
    try {
      look.run();
    } catch (StackOverflowError tooDeep) {
      return;
    }
  }

  /** Brings together what checks look at. */
  public Checked look(
      Notebook notebook,
      List<Optional<CellFacts>> facts,
      NotebookFlow flow,
      List<CellEffects> effects,
      DependencyGraph graph,
      Outside outside) {
    Map<CellFacts, CellNotes> used = new HashMap<>();
    List<Optional<CellNotes>> notes = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      Cell cell = notebook.cell(i);
      notes.add(facts.get(i).map(of -> used.computeIfAbsent(of, f -> note(cell.source(), f))));
    }
    known = used;
    return new Checked(notebook, facts, notes, flow, effects, graph, outside);
  }

  private CellNotes note(String source, CellFacts facts) {
    CellNotes notes = known.get(facts);
    return notes != null ? notes : CellNotes.of(source, facts);
  }
}
