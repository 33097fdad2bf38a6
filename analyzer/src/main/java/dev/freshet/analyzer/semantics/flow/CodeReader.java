package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.CellFacts;

/** Reads a text that turns out to be code: a cell, a module, a string given to {@code eval}. */
@FunctionalInterface
public interface CodeReader {
  /** The facts of the text; must not throw. */
  CellFacts read(String text);
}
