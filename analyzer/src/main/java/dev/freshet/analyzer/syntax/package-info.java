/**
 * Python and IPython text to a tolerant syntax tree; the only package that knows ANTLR. Must not
 * know: scopes, effects, notebooks, files.
 */
@NullMarked
package dev.freshet.analyzer.syntax;

import org.jspecify.annotations.NullMarked;
