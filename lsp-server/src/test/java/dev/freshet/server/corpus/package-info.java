/** Real notebooks, when there is a corpus of them. */
@NullMarked
package dev.freshet.server.corpus;

import org.jspecify.annotations.NullMarked;
