/** Real notebooks, switched on by the environment variable FRESHET_CORPUS. */
@NullMarked
package dev.freshet.analyzer.corpus;

import org.jspecify.annotations.NullMarked;
