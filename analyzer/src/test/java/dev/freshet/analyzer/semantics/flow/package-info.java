@NullMarked
package dev.freshet.analyzer.semantics.flow;

import org.jspecify.annotations.NullMarked;
