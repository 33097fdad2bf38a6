/** The command line as a user or a script sees it, in process. */
@NullMarked
package dev.freshet.server.cli;

import org.jspecify.annotations.NullMarked;
