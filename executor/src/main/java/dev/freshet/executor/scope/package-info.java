/**
 * Versions of names by position, groups of values that move together, ambient state. Entry type:
 * {@link dev.freshet.executor.scope.ScopeAt}. Must not know: runs, workers, files, clocks, Python.
 */
@NullMarked
package dev.freshet.executor.scope;

import org.jspecify.annotations.NullMarked;
