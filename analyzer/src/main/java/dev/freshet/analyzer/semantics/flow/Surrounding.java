package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.CellFacts;

/**
 * Where a statement stands.
 *
 * @param statement its index in the cell
 * @param lazy whether annotations are texts here
 * @param last whether the cell ends with it
 * @param executed how many cells with statements come before its own; it matters to few
 */
record Surrounding(CellFacts facts, int statement, boolean lazy, boolean last, int executed) {
  /** Whether it is the same, but for the number of cells before. */
  boolean sameAs(Surrounding other) {
    return lazy == other.lazy
        && last == other.last
        && (!last || facts.isSilent() == other.facts.isSilent())
        && facts.isMagicName() == other.facts.isMagicName()
        && facts.isSameStatement(statement, other.facts, other.statement);
  }
}
