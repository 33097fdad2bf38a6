/** Tests of {@code freshet check} as a tool. */
@NullMarked
package dev.freshet.server.check;

import org.jspecify.annotations.NullMarked;
