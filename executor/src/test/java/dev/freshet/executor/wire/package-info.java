/** The messages that both sides agree on, as files that both sides read. */
@NullMarked
package dev.freshet.executor.wire;

import org.jspecify.annotations.NullMarked;
