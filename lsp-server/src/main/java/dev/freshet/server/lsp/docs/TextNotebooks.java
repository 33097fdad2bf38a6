package dev.freshet.server.lsp.docs;

import dev.freshet.analyzer.notebook.DocumentFormat;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.UnreadableNotebookException;

/** Takes a text document for what its content is, whatever its name says. */
public final class TextNotebooks {
  private TextNotebooks() {}

  /** {@code before} is what the document held until now. */
  public static OpenNotebook open(String uri, OpenText text, Notebook before) {
    if (DocumentFormat.sniff(text.text(), uri) == DocumentFormat.IPYNB) {
      try {
        return new RawNotebook(uri, text, before);
      } catch (UnreadableNotebookException halfTyped) {
        return new ScriptNotebook(uri, new OpenText("", text.unit()), before);
      }
    }
    return new ScriptNotebook(uri, text, before);
  }
}
