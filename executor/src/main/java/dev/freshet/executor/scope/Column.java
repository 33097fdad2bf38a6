package dev.freshet.executor.scope;

import org.jspecify.annotations.Nullable;

/**
 * Where in a segment a column's memory coincides with an Arrow buffer.
 *
 * @param arrow Arrow's name of the type, null when the column is opaque
 * @param offset in bytes from the start of the segment, null when the column is opaque
 * @param length in elements
 */
public record Column(
    String name,
    String dtype,
    @Nullable String arrow,
    @Nullable Long offset,
    @Nullable Long length) {}
