/**
 * The command line: one class per command, and how results look on a terminal. Entry type: {@link
 * dev.freshet.server.cli.Program}. Must not know: LSP4J, ANTLR.
 */
@NullMarked
package dev.freshet.server.cli;

import org.jspecify.annotations.NullMarked;
