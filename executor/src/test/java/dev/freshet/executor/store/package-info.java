/** What is kept, and what happens to what was damaged. */
@NullMarked
package dev.freshet.executor.store;

import org.jspecify.annotations.NullMarked;
