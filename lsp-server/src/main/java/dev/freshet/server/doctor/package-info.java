/**
 * What this machine offers to Freshet. Entry type: {@link dev.freshet.server.doctor.Examination}.
 * Must not know: the command line, LSP4J, how findings are shown.
 */
@NullMarked
package dev.freshet.server.doctor;

import org.jspecify.annotations.NullMarked;
