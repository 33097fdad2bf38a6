/**
 * What cells do, from text alone: scopes, bindings, effects. Entry type: {@link
 * dev.freshet.analyzer.semantics.CellFacts}. Must not know: ANTLR, other cells' positions (that is
 * the graph's), files, clocks.
 */
@NullMarked
package dev.freshet.analyzer.semantics;

import org.jspecify.annotations.NullMarked;
