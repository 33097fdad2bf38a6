package dev.freshet.analyzer.notebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.OptionalInt;

/** A change to one cell of a {@link NotebookFile}. */
public sealed interface CellChange {
  CellId cell();

  /** New text, lines ending in {@code \n}. */
  record SetSource(CellId cell, String source) implements CellChange {}

  /**
   * New outputs of a code cell, as nbformat's output objects; long texts may be strings or arrays
   * of lines.
   *
   * @param executionCount empty writes {@code null}
   */
  record SetOutputs(CellId cell, ArrayNode outputs, OptionalInt executionCount)
      implements CellChange {}

  /** New tags. */
  record SetTags(CellId cell, List<String> tags) implements CellChange {
    public SetTags {
      tags = List.copyOf(tags);
    }
  }
}
