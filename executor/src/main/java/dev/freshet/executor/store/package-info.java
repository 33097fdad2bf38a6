/**
 * Results and values on disk: content-addressed objects, traces by code digest, lessons. Entry
 * type: {@link dev.freshet.executor.store.ResultStore}. Must not know: sessions, workers, sockets.
 */
@NullMarked
package dev.freshet.executor.store;

import org.jspecify.annotations.NullMarked;
