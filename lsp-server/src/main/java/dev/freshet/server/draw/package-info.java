/**
 * Draws dependency graphs. Entry type: {@link dev.freshet.server.draw.GraphDrawing}. Must not know:
 * where a drawing is shown.
 */
@NullMarked
package dev.freshet.server.draw;

import org.jspecify.annotations.NullMarked;
