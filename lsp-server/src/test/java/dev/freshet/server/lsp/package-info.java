/**
 * The language server, asked by a real client over pipes. Must not know: the server's classes
 * beyond where it starts.
 */
@NullMarked
package dev.freshet.server.lsp;

import org.jspecify.annotations.NullMarked;
