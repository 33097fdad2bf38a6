package dev.freshet.analyzer.notebook;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** A text that holds a notebook, whatever its format. */
public sealed interface NotebookDocument permits NotebookFile, PercentScript {
  /**
   * Reads a text in whatever format its content has; throws {@link UnreadableNotebookException}.
   *
   * @param name the file's name or path, which counts only where the content does not tell
   */
  static NotebookDocument parse(String text, String name) {
    return DocumentFormat.sniff(text, name) == DocumentFormat.IPYNB
        ? NotebookFile.parse(text)
        : PercentScript.parse(text);
  }

  /** Reads a file's bytes, as {@link #parse(String, String)} does. */
  static NotebookDocument parse(byte[] bytes, String name) {
    return parse(Utf8.decode(bytes), name);
  }

  DocumentFormat format();

  Notebook notebook();

  /** The minor version of Python 3 that it was last saved with, if it says so. */
  default OptionalInt python() {
    return OptionalInt.empty();
  }

  /** What was odd in the text and how it was taken, for the user to read. */
  List<String> warnings();

  /** The ids that stand in the text, as against those that were made up. */
  Set<CellId> namedIds();

  /** The exact text, byte order mark included. */
  String text();

  /** The text's line, from 0, on which a cell's source begins. */
  int firstLine(int index);

  /** The text's line, from 0, that holds a line, from 0, of a cell's source. */
  int lineOf(int index, int sourceLine);

  /** This document with one cell's text replaced. */
  NotebookDocument withSource(CellId cell, String source);

  /** The file's bytes. */
  default byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }
}
