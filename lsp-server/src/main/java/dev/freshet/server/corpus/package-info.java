/**
 * Runs a corpus of real notebooks in parallel mode and compares with the outputs of a plain Jupyter
 * run. Entry type: {@link dev.freshet.server.corpus.Corpus}. Must not know: the language server,
 * how runs are planned.
 */
@NullMarked
package dev.freshet.server.corpus;

import org.jspecify.annotations.NullMarked;
