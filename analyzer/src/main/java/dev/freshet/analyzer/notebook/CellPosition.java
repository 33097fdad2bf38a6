package dev.freshet.analyzer.notebook;

/** A place in a notebook: a cell's index and a UTF-16 offset in its source. */
public record CellPosition(int index, int offset) {}
