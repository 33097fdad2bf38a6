package dev.freshet.server.lsp.handlers;

import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.Command;

/** Commands about one cell, as lenses and code actions hand them to the client. */
final class Commands {
  private Commands() {}

  static Command about(View view, int index, String title, String command) {
    // Where cells share a document, the range tells which one is meant.
    Object argument =
        view.open().cellsAreDocuments()
            ? Map.of("uri", view.open().documentOf(index))
            : Map.of("uri", view.open().uri(), "range", view.open().headline(index));
    return new Command(title, command, List.of(argument));
  }
}
