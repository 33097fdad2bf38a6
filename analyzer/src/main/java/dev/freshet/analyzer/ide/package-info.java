/**
 * What editors ask about an analysis, as plain data: where a name comes from and who uses it. Entry
 * type: {@link dev.freshet.analyzer.ide.Navigator}. Must not know: LSP, ANTLR, runs.
 */
@NullMarked
package dev.freshet.analyzer.ide;

import org.jspecify.annotations.NullMarked;
