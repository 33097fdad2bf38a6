package dev.freshet.server.lsp;

/**
 * Messages about notebooks in the shapes that VS Code was seen to send: cell URIs with another
 * scheme and authority than the notebook's, moves without text, versions that jump.
 */
final class NotebookMessages {
  static final String NOTEBOOK = "file:///tmp/freshet-none/a.ipynb";

  private NotebookMessages() {}

  static String cell(int number) {
    return "vscode-notebook-cell://127.0.0.1:8099/tmp/freshet-none/a.ipynb#W"
        + number
        + "sdnNjb2RlLXJlbW90ZQ%3D%3D";
  }

  static String open(String... sources) {
    StringBuilder cells = new StringBuilder();
    StringBuilder documents = new StringBuilder();
    for (int i = 0; i < sources.length; i++) {
      cells.append(i == 0 ? "" : ",").append(notebookCell(i));
      documents.append(i == 0 ? "" : ",").append(document(i, sources[i]));
    }
    return "{'notebookDocument': {'uri': '%s', 'notebookType': 'jupyter-notebook', 'version': 1, 'cells': [%s]}, 'cellTextDocuments': [%s]}"
        .formatted(NOTEBOOK, cells, documents);
  }

  static String notebookCell(int number) {
    return "{'kind': 2, 'document': '%s', 'metadata': {'id': 'c%d'}}"
        .formatted(cell(number), number);
  }

  static String document(int number, String text) {
    return "{'uri': '%s', 'languageId': 'python', 'version': 1, 'text': '%s'}"
        .formatted(cell(number), text.replace("\n", "\\n"));
  }

  static String change(int version, String change) {
    return "{'notebookDocument': {'version': %d, 'uri': '%s'}, 'change': %s}"
        .formatted(version, NOTEBOOK, change);
  }

  static String structure(int start, int deleted, String cells, String rest) {
    return "{'cells': {'structure': {'array': {'start': %d, 'deleteCount': %d, 'cells': [%s]}%s}}}"
        .formatted(start, deleted, cells, rest);
  }

  static String text(int number, String changes) {
    return "{'cells': {'textContent': [{'document': {'uri': '%s', 'version': 2}, 'changes': [%s]}]}}"
        .formatted(cell(number), changes);
  }
}
