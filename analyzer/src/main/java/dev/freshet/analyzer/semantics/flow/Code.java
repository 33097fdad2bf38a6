package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.CellFacts;

/**
 * Where code stands.
 *
 * @param cell the index of its cell; negative for a module beside the notebook
 * @param quoted whether it stands in a text, so that its offsets are not the cell's
 */
record Code(CellFacts facts, int cell, boolean quoted) {
  Code(CellFacts facts, int cell) {
    this(facts, cell, false);
  }
}
