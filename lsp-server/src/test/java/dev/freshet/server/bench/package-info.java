/** Measurements that have a truth of their own. */
@NullMarked
package dev.freshet.server.bench;

import org.jspecify.annotations.NullMarked;
