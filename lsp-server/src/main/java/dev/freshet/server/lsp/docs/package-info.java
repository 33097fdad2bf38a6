/**
 * Notebooks as editors hold them open, as immutable values: cells that are documents of their own,
 * or a script with marked cells. Entry type: {@link dev.freshet.server.lsp.docs.OpenNotebook}. Must
 * not know: analysis, runs, who asks.
 */
@NullMarked
package dev.freshet.server.lsp.docs;

import org.jspecify.annotations.NullMarked;
