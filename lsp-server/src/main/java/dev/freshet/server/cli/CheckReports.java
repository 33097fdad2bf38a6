package dev.freshet.server.cli;

import dev.freshet.analyzer.Analysis;
import dev.freshet.server.check.Checked;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.json.CheckDocument;
import dev.freshet.server.json.Documents;
import java.util.List;

/** The result of a check for programs. */
final class CheckReports {
  private CheckReports() {}

  static String json(List<Checked> checked) {
    return Documents.pretty(CheckDocument.of(checked.stream().map(CheckReports::entry).toList()));
  }

  private static CheckDocument.Entry entry(Checked notebook) {
    NotebookInput input = notebook.input();
    Analysis analysis = notebook.analysis();
    if (input == null || analysis == null) {
      return CheckDocument.Entry.unreadable(notebook.path(), String.valueOf(notebook.error()));
    }
    return CheckDocument.Entry.of(
        notebook.path(), analysis, notebook.diagnostics(), input::firstLine);
  }
}
