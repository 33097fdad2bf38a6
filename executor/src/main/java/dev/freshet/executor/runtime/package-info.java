/**
 * Python interpreters: a zygote, its workers, and the channel to them. Entry types: {@link
 * dev.freshet.executor.runtime.PythonRuntime}, {@link dev.freshet.executor.runtime.LocalPython}.
 * Must not know: notebooks, plans, the store.
 */
@NullMarked
package dev.freshet.executor.runtime;

import org.jspecify.annotations.NullMarked;
