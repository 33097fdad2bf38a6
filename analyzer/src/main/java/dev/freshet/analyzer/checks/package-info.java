/** Diagnostics: one class each, over an analysis. Must not know: ANTLR, runs, files, editors. */
@NullMarked
package dev.freshet.analyzer.checks;

import org.jspecify.annotations.NullMarked;
