package dev.freshet.analyzer;

import dev.freshet.analyzer.checks.Checks;
import dev.freshet.analyzer.checks.Inspection;
import dev.freshet.analyzer.checks.Outside;
import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.graph.DependencyGraph;
import dev.freshet.analyzer.graph.NotebookFlow;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.flow.Flow;
import dev.freshet.analyzer.semantics.library.Library;
import dev.freshet.analyzer.syntax.Parser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns notebooks into analyses. It remembers what it found in the version it saw last, so that
 * after an edit only the edited cell is parsed, and only statements that the edit concerns are
 * walked again; the answer does not depend on what it remembers. One host belongs to one thread;
 * the analyses it gives may go anywhere.
 */
public final class AnalysisHost {
  // PEP 649: from Python 3.14 on annotations are evaluated when somebody asks for them.
  private static final int LAZY_ANNOTATIONS = 14;

  private final Checks checks = new Checks();
  private Map<String, CellFacts> known = new HashMap<>();
  private Map<String, CellFacts> used = new HashMap<>();
  private List<String> installed = List.of();
  private Library library = Library.standard();
  private @Nullable Flow walk;
  private @Nullable NotebookFlow last;

  /** Analyses a notebook; never throws, whatever the text. */
  public Analysis apply(Notebook notebook, AnalysisInputs inputs) {
    used = new HashMap<>();
    List<Optional<CellFacts>> facts = new ArrayList<>();
    for (Cell cell : notebook.cells()) {
      facts.add(cell.isCode() ? Optional.of(facts(cell.source())) : Optional.empty());
    }
    boolean lazy = inputs.python().orElse(0) >= LAZY_ANNOTATIONS;
    if (!inputs.installed().equals(installed)) {
      installed = inputs.installed();
      library = Library.standard().with(installed);
      walk = null;
    }
    if (walk == null || !walk.isFor(inputs.moduleTexts(), lazy)) {
      walk = new Flow(library, inputs.moduleTexts(), this::facts, lazy);
    }
    NotebookFlow flow = NotebookFlow.of(facts, walk, last);
    last = flow;
    List<CellEffects> effects = flow.effects();
    DependencyGraph graph = flow.edges();
    known = used;
    Outside outside =
        new Outside(inputs.exists(), inputs.outputs(), inputs.folder(), inputs.python());
    Inspection inspection = checks.inspect(notebook, facts, flow, effects, graph, outside);
    return new Analysis(notebook, facts, flow, effects, graph, inspection, inputs.moduleTexts());
  }

  private CellFacts facts(String text) {
    CellFacts facts = used.get(text);
    if (facts == null) {
      facts = known.get(text);
      if (facts == null) {
        facts = CellFacts.of(text, Parser.parse(text));
      }
      used.put(text, facts);
    }
    return facts;
  }
}
