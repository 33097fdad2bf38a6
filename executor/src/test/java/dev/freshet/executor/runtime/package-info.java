/** Interpreters and what they leave in shared memory. */
@NullMarked
package dev.freshet.executor.runtime;

import org.jspecify.annotations.NullMarked;
