/**
 * Abstract interpretation: code is walked as it would run, over objects that stand for all that one
 * place of the program may create, so that aliases, functions called from other cells, methods and
 * callbacks are followed where they lead. Entry type: {@link
 * dev.freshet.analyzer.semantics.flow.Flow}. Must not know: ANTLR, notebooks as files, edges.
 */
@NullMarked
package dev.freshet.analyzer.semantics.flow;

import org.jspecify.annotations.NullMarked;
