/**
 * Which Python runs a notebook, and what the runtime adds to it without changing it. Entry type:
 * {@link dev.freshet.executor.runtime.python.PythonEnvironments}. Must not know: sessions, workers,
 * messages.
 */
@NullMarked
package dev.freshet.executor.runtime.python;

import org.jspecify.annotations.NullMarked;
