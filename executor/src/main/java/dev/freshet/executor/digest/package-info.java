/**
 * Names made of content. Entry type: {@link dev.freshet.executor.digest.Sha256}. Must not know:
 * what is named.
 */
@NullMarked
package dev.freshet.executor.digest;

import org.jspecify.annotations.NullMarked;
