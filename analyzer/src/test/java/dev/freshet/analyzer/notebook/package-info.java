@NullMarked
package dev.freshet.analyzer.notebook;

import org.jspecify.annotations.NullMarked;
