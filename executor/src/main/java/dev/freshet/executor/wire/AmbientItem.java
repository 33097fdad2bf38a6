package dev.freshet.executor.wire;

import org.jspecify.annotations.Nullable;

/**
 * A piece of ambient state in a header; its state is the payload at {@code frame}.
 *
 * @param version the execution that left it so, to the worker only
 * @param fingerprint from the worker only
 */
public record AmbientItem(
    String name, @Nullable String version, @Nullable String fingerprint, int frame) {}
