/**
 * What a change does to notebooks: versions from files or from Git, side by side. Entry type:
 * {@link dev.freshet.server.compare.Comparison}. Must not know: the command line, LSP4J, runs.
 */
@NullMarked
package dev.freshet.server.compare;

import org.jspecify.annotations.NullMarked;
