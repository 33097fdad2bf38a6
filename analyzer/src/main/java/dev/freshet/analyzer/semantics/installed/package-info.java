/**
 * Says what the functions of installed packages do, from their texts: rules like those of the
 * tables, for libraries that no table knows. {@code PackageSummary} is the way in.
 */
@NullMarked
package dev.freshet.analyzer.semantics.installed;

import org.jspecify.annotations.NullMarked;
