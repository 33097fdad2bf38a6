/**
 * The messages between monitor and Python as records, and how they are framed and signed
 * (docs/wire.md). Entry types: {@link dev.freshet.executor.wire.ToWorker}, {@link
 * dev.freshet.executor.wire.FromWorker}, {@link dev.freshet.executor.wire.Frames}. Must not know:
 * sockets, processes, sessions.
 */
@NullMarked
package dev.freshet.executor.wire;

import org.jspecify.annotations.NullMarked;
