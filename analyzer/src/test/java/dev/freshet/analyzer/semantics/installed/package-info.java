/** Tests of what installed packages' texts say. */
@NullMarked
package dev.freshet.analyzer.semantics.installed;

import org.jspecify.annotations.NullMarked;
