/** A monitor with a real Python. */
@NullMarked
package dev.freshet.executor;

import org.jspecify.annotations.NullMarked;
