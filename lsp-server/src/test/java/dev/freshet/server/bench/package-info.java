/** Measurements say what was measured, and drawings show it. */
@NullMarked
package dev.freshet.server.bench;

import org.jspecify.annotations.NullMarked;
