package dev.freshet.analyzer;

import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.analyzer.checks.Fault;
import dev.freshet.analyzer.checks.Inspection;
import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.graph.DependencyGraph;
import dev.freshet.analyzer.graph.NotebookFlow;
import dev.freshet.analyzer.graph.Why;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.syntax.SyntaxProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of a notebook from its text: an immutable function of the notebook and the
 * inputs. Cells are named by their index; Markdown cells have empty effects.
 */
public final class Analysis {
  private final Notebook notebook;
  private final List<Optional<CellFacts>> facts;
  private final NotebookFlow flow;
  private final List<CellEffects> effects;
  private final DependencyGraph graph;
  private final Inspection inspection;
  private final Map<String, String> moduleTexts;

  Analysis(
      Notebook notebook,
      List<Optional<CellFacts>> facts,
      NotebookFlow flow,
      List<CellEffects> effects,
      DependencyGraph graph,
      Inspection inspection,
      Map<String, String> moduleTexts) {
    this.notebook = notebook;
    this.facts = List.copyOf(facts);
    this.flow = flow;
    this.effects = List.copyOf(effects);
    this.graph = graph;
    this.inspection = inspection;
    this.moduleTexts = Map.copyOf(moduleTexts);
  }

  public Notebook notebook() {
    return notebook;
  }

  /** What the cell is predicted to do at its place. */
  public CellEffects effects(int index) {
    return effects.get(index);
  }

  /**
   * The code digest of a cell, in hex: comments, blank lines and formatting do not count; the empty
   * text for cells without code.
   */
  public String digest(int index) {
    return facts.get(index).map(CellFacts::digest).orElse("");
  }

  public DependencyGraph graph() {
    return graph;
  }

  /** Where an edge of the graph comes from. */
  public Why why(DependencyGraph.Edge edge) {
    return Why.of(flow, facts, edge);
  }

  /** What is wrong, in the order of the notebook; looked for when first asked. */
  public List<Diagnostic> diagnostics() {
    return inspection.diagnostics();
  }

  /** The checks that failed, so that what they would have found is not told. */
  public List<Fault> faults() {
    return inspection.faults();
  }

  /** Why Python would refuse the cell's text. */
  public List<SyntaxProblem> problems(int index) {
    return facts.get(index).map(CellFacts::problems).orElse(List.of());
  }

  /** The facts of a code cell's text. */
  public Optional<CellFacts> facts(int index) {
    return facts.get(index);
  }

  /** The texts of the modules beside the notebook, by dotted name. */
  Map<String, String> moduleTexts() {
    return moduleTexts;
  }

  /** The notebook's statements and their effects. */
  public NotebookFlow flow() {
    return flow;
  }
}
