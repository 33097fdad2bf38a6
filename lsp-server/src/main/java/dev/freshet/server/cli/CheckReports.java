package dev.freshet.server.cli;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.json.CheckDocument;
import dev.freshet.server.json.Documents;
import dev.freshet.server.json.Place;
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

  /** Workflow commands that GitHub shows at the lines of the file. */
  static String github(List<Checked> checked) {
    StringBuilder out = new StringBuilder();
    for (Checked notebook : checked) {
      NotebookInput input = notebook.input();
      if (input == null) {
        out.append("::error file=").append(property(notebook.path())).append("::");
        out.append(data(String.valueOf(notebook.error()))).append('\n');
        continue;
      }
      notebook.diagnostics().forEach(d -> out.append(github(notebook.path(), input, d)));
    }
    return out.toString();
  }

  private static String github(String path, NotebookInput input, Diagnostic diagnostic) {
    String source = input.notebook().cell(diagnostic.cell()).source();
    int line = new Place(source).line(diagnostic.range().start());
    String level =
        switch (diagnostic.severity()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case INFO, HINT -> "notice";
        };
    String title = diagnostic.code() + " in cell " + diagnostic.cell();
    return "::%s file=%s,line=%d,title=%s::%s%n"
        .formatted(
            level,
            property(path),
            input.firstLine(diagnostic.cell()) + line - 1,
            property(title),
            data("cell " + diagnostic.cell() + ", line " + line + ": " + diagnostic.message()))
        .replace("\r\n", "\n");
  }

  static String sarif(List<Checked> checked) {
    return Documents.pretty(Sarif.of(checked));
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
