/**
 * The JSON documents of docs/interfaces.md as records, and how an analysis becomes one. Entry type:
 * {@link dev.freshet.server.json.Documents}. Must not know: where a document is written to, LSP4J.
 */
@NullMarked
package dev.freshet.server.json;

import org.jspecify.annotations.NullMarked;
