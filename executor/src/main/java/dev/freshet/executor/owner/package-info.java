/**
 * Which process owns a file, and whether it still lives. Entry type: {@link
 * dev.freshet.executor.owner.Owner}. Must not know: anything else here.
 */
@NullMarked
package dev.freshet.executor.owner;

import org.jspecify.annotations.NullMarked;
