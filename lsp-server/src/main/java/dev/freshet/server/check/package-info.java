/**
 * What {@code freshet check} does with notebooks: settings, findings, fixes, baselines, and reports
 * for other programs. Entry type: {@link dev.freshet.server.check.Checker}. Must not know: the
 * command line, LSP4J, runs.
 */
@NullMarked
package dev.freshet.server.check;

import org.jspecify.annotations.NullMarked;
