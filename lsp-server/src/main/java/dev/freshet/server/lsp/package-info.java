/**
 * The language server: one thread owns the open notebooks, LSP4J's threads only post to it. Entry
 * type: {@link dev.freshet.server.lsp.FreshetServer}. Must not know: the command line, ANTLR,
 * ZeroMQ.
 */
@NullMarked
package dev.freshet.server.lsp;

import org.jspecify.annotations.NullMarked;
