package dev.freshet.executor.scope;

/** A write-once file in shared memory or in the store that holds a group's values. */
public record Segment(String path, long size) {}
