package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.semantics.CellFacts;
import java.util.function.Consumer;

/** A kind of finding that a cell's text decides alone: it is looked for once per text. */
@FunctionalInterface
interface CellCheck {
  /** Reports what it finds, as if in cell 0. */
  void check(String source, CellFacts facts, Consumer<Diagnostic> report);
}
