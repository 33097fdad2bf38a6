@NullMarked
package dev.freshet.executor;

import org.jspecify.annotations.NullMarked;
