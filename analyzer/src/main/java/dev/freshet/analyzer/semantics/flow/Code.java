package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.CellFacts;

/**
 * Where code stands.
 *
 * @param cell the index of its cell; negative for a module beside the notebook
 */
record Code(CellFacts facts, int cell) {}
