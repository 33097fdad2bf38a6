@NullMarked
package dev.freshet.analyzer.semantics.library;

import org.jspecify.annotations.NullMarked;
