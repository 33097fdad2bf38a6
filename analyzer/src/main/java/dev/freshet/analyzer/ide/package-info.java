/**
 * What editors ask about an analysis (hover, symbols, definitions), as plain data. Must not know:
 * LSP, ANTLR, runs.
 */
@NullMarked
package dev.freshet.analyzer.ide;

import org.jspecify.annotations.NullMarked;
