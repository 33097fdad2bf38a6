package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.graph.NotebookFlow;
import dev.freshet.analyzer.semantics.CellFacts;
import java.util.List;
import java.util.Optional;

/** What checks look at: all parts are in the order of the notebook's cells. */
public record Checked(
    List<Optional<CellFacts>> facts, NotebookFlow flow, List<CellEffects> effects) {
  public Checked {
    facts = List.copyOf(facts);
    effects = List.copyOf(effects);
  }
}
