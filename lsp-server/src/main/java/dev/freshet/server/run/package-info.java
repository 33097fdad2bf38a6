/**
 * How a notebook is run here: its facts for the executor, which Python, where results are kept.
 * Entry type: {@link dev.freshet.server.run.RunSettings}. Must not know: the command line, LSP4J.
 */
@NullMarked
package dev.freshet.server.run;

import org.jspecify.annotations.NullMarked;
