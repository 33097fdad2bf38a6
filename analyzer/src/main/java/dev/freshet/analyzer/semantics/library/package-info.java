/**
 * What is known of other people's functions, methods and shell commands, as data (docs/effects.md).
 * Entry type: {@link dev.freshet.analyzer.semantics.library.Library}. Must not know: syntax trees,
 * cells.
 */
@NullMarked
package dev.freshet.analyzer.semantics.library;

import org.jspecify.annotations.NullMarked;
