/**
 * Running a notebook once, from its text to a report. Entry type: {@link
 * dev.freshet.server.run.NotebookRun}. Must not know: the command line, LSP, how a run is shown.
 */
@NullMarked
package dev.freshet.server.run;

import org.jspecify.annotations.NullMarked;
