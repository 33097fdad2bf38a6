/**
 * The {@code freshet/*} messages of docs/protocol.md as records. Entry type: {@link
 * dev.freshet.server.lsp.protocol.FreshetClient}. Must not know: how messages come about.
 */
@NullMarked
package dev.freshet.server.lsp.protocol;

import org.jspecify.annotations.NullMarked;
