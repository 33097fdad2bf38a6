/**
 * Side-by-side measurements of Freshet and its peers, taken in one run. Entry type: {@link
 * dev.freshet.server.bench.Bench}. Must not know: the command line, how results are printed.
 */
@NullMarked
package dev.freshet.server.bench;

import org.jspecify.annotations.NullMarked;
