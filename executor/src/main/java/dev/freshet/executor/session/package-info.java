/**
 * One notebook's session as a pure state machine. Entry type: {@link
 * dev.freshet.executor.session.Session}. Must not know: IO, threads, clocks, randomness, messages,
 * JSON.
 */
@NullMarked
package dev.freshet.executor.session;

import org.jspecify.annotations.NullMarked;
