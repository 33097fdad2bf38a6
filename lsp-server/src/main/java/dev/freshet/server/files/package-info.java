/**
 * Notebooks on disk and in Git: finding, reading, and writing them whole or not at all. Entry type:
 * {@link dev.freshet.server.files.NotebookInput}. Must not know: the command line, LSP4J, runs.
 */
@NullMarked
package dev.freshet.server.files;

import org.jspecify.annotations.NullMarked;
