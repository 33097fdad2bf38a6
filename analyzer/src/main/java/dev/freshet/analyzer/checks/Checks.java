package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.graph.DependencyGraph;
import dev.freshet.analyzer.graph.NotebookFlow;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.semantics.CellFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All checks. It remembers what it noted about the texts it saw last, so that after an edit only
 * the edited cell is looked through; the findings do not depend on what it remembers. A check that
 * fails harms no other.
 */
public final class Checks {
  private static final List<Named> ALL =
      List.of(
          new Named(Rule.SYNTAX_ERROR, new NewerSyntax()),
          new Named(Rule.UNDEFINED_NAME, new UndefinedNames()),
          new Named(Rule.ORDER_DEPENDENCE, new OrderDependence()),
          new Named(Rule.FILE_FEEDBACK, new FileFeedback()),
          new Named(Rule.REDEFINED_HELPER, new RedefinedHelpers()),
          new Named(Rule.TEST_DATA_LEAK, new TestDataLeaks()),
          new Named(Rule.MISSING_PATH, new MissingPaths()),
          new Named(Rule.ABSOLUTE_PATH, new AbsolutePaths()),
          new Named(Rule.EXPOSED_SECRET, new OutputSecrets()),
          new Named(Rule.SHADOWED_IMPORT, new ShadowedImports()),
          new Named(Rule.SHADOWED_BUILTIN, new ShadowedBuiltins()),
          new Named(Rule.UNSEEDED_RANDOMNESS, new UnseededRandomness()),
          new Named(Rule.NON_IDEMPOTENT, new NonIdempotentCells()),
          new Named(Rule.NOT_SERIALIZABLE, new NotSerializable()),
          new Named(Rule.OPEN_WORLD, new OpenWorlds()),
          new Named(Rule.LARGE_OUTPUT, new LargeOutputs()),
          new Named(Rule.UNUSED_DEFINITION, new UnusedDefinitions()),
          new Named(Rule.MULTIPLE_DEFINITION, new MultipleDefinitions()),
          new Named(Rule.DISTANT_MUTATION, new DistantMutations()));

  private final List<Named> checks;

  // Only ever replaced as a whole; one that is out of date costs time and changes nothing.
  private volatile Map<CellFacts, CellNotes> known = Map.of();

  /**
   * A check.
   *
   * @param rule what it looks for first of all
   */
  record Named(Rule rule, Check check) {}

  public Checks() {
    this(ALL);
  }

  Checks(List<Named> checks) {
    this.checks = List.copyOf(checks);
  }

  /** What is wrong in a notebook, to be found when somebody asks. */
  public Inspection inspect(
      Notebook notebook,
      List<Optional<CellFacts>> facts,
      NotebookFlow flow,
      List<CellEffects> effects,
      DependencyGraph graph,
      Outside outside) {
    return new Inspection(
        () -> {
          List<Optional<CellNotes>> notes = notes(notebook, facts);
          return look(new Checked(notebook, facts, notes, flow, effects, graph, outside));
        });
  }

  private List<Optional<CellNotes>> notes(Notebook notebook, List<Optional<CellFacts>> facts) {
    Map<CellFacts, CellNotes> old = known;
    Map<CellFacts, CellNotes> used = new HashMap<>();
    List<Optional<CellNotes>> notes = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      CellFacts of = facts.get(i).orElse(null);
      CellNotes made = of == null ? null : old.get(of);
      if (of != null && made == null) {
        made = CellNotes.of(notebook.cell(i).source(), of);
      }
      if (of != null && made != null) {
        used.put(of, made);
      }
      notes.add(Optional.ofNullable(made));
    }
    known = used;
    return notes;
  }

  private Inspection.Result look(Checked checked) {
    List<Diagnostic> found = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < checked.notes().size(); i++) {
      int cell = i;
      checked
          .notes()
          .get(i)
          .ifPresent(
              notes -> {
                notes.found().forEach(d -> found.add(d.in(cell)));
                notes.faults().forEach(f -> faults.add(f.in(cell)));
              });
    }
    for (Named named : checks) {
      attempt(named.rule, () -> named.check.check(checked, found::add), faults);
    }
    found.sort(Comparator.comparingInt(Diagnostic::cell).thenComparingInt(d -> d.range().start()));
    return new Inspection.Result(found, faults);
  }

  /**
   * Code that is nested deeper than the stack allows is looked at as far as that goes; any other
   * failure is a fault.
   */
  static void attempt(Rule rule, Runnable look, List<Fault> faults) {
    try {
      look.run();
    } catch (StackOverflowError tooDeep) {
      return;
    } catch (RuntimeException e) {
      faults.add(new Fault(rule, OptionalInt.empty(), e));
    }
  }
}
