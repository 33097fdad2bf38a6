package dev.freshet.executor.scope;

/** The exports of the cell at an index. */
public record Layer(int index, int executionCount, Exports exports) {}
