/**
 * Cells in their notebook: effects resolved through functions and positions, the dependency graph,
 * and what a change affects. Entry types: {@link dev.freshet.analyzer.graph.CellEffects}, {@link
 * dev.freshet.analyzer.graph.DependencyGraph}. Must not know: ANTLR, runs, files, clocks.
 */
@NullMarked
package dev.freshet.analyzer.graph;

import org.jspecify.annotations.NullMarked;
