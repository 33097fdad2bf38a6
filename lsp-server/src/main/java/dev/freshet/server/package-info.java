/**
 * Where the program starts. Entry type: {@link dev.freshet.server.Main}. Must not know: what any
 * command does.
 */
@NullMarked
package dev.freshet.server;

import org.jspecify.annotations.NullMarked;
