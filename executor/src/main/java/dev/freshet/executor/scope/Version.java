package dev.freshet.executor.scope;

/** The value a name has at a position, and the index of the cell that gave it. */
public record Version(Binding binding, int writer) {}
