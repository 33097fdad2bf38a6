/**
 * The syntax tree: immutable records named after CPython's {@code ast} module, plus the nodes of
 * IPython's syntax. Entry type: {@link dev.freshet.analyzer.syntax.tree.Module}. Every offset is a
 * UTF-16 index into the cell's own text. Must not know: tokens, the parser, scopes, notebooks.
 */
@NullMarked
package dev.freshet.analyzer.syntax.tree;

import org.jspecify.annotations.NullMarked;
