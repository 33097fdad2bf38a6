@NullMarked
package dev.freshet.analyzer.ide;

import org.jspecify.annotations.NullMarked;
