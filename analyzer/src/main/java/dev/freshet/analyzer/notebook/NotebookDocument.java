package dev.freshet.analyzer.notebook;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A text that holds a notebook, whatever its format. */
public sealed interface NotebookDocument permits NotebookFile {
  DocumentFormat format();

  Notebook notebook();

  /** What was odd in the text and how it was taken, for the user to read. */
  List<String> warnings();

  /** The exact text, byte order mark included. */
  String text();

  /** This document with one cell's text replaced. */
  NotebookDocument withSource(CellId cell, String source);

  /** The file's bytes. */
  default byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }
}
