@NullMarked
package dev.freshet.analyzer;

import org.jspecify.annotations.NullMarked;
