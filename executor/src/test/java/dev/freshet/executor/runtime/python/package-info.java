/** Which Python is chosen; with real interpreters. */
@NullMarked
package dev.freshet.executor.runtime.python;

import org.jspecify.annotations.NullMarked;
