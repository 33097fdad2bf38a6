/**
 * Answers to single LSP requests, each a function of one immutable view of a notebook. Entry type:
 * {@link dev.freshet.server.lsp.handlers.View}. Must not know: threads, sessions, who asks.
 */
@NullMarked
package dev.freshet.server.lsp.handlers;

import org.jspecify.annotations.NullMarked;
