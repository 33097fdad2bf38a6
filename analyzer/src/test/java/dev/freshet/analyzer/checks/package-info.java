/** The checks' pages. */
@NullMarked
package dev.freshet.analyzer.checks;

import org.jspecify.annotations.NullMarked;
