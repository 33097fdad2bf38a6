/**
 * Places in texts: offsets, lines and columns in the units that each reader counts in. Entry type:
 * {@link dev.freshet.server.text.LineIndex}. Must not know: notebooks, files, LSP4J.
 */
@NullMarked
package dev.freshet.server.text;

import org.jspecify.annotations.NullMarked;
