/** The session against a simulated Python, with schedules drawn from a seed. */
@NullMarked
package dev.freshet.executor.session;

import org.jspecify.annotations.NullMarked;
