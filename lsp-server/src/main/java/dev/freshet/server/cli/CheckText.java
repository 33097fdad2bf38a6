package dev.freshet.server.cli;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.server.check.Checked;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.json.Place;
import dev.freshet.server.words.EffectWords;
import java.io.PrintWriter;
import java.util.List;

/** The result of a check for people. */
final class CheckText {
  private final Terminal terminal;
  private final PrintWriter out;

  private CheckText(Terminal terminal) {
    this.terminal = terminal;
    this.out = terminal.out();
  }

  static void print(Terminal terminal, List<Checked> checked, boolean facts) {
    CheckText text = new CheckText(terminal);
    for (Checked notebook : checked) {
      Analysis analysis = notebook.analysis();
      NotebookInput input = notebook.input();
      if (analysis != null && input != null) {
        CellNames names = new CellNames(input);
        if (facts) {
          text.facts(notebook.path(), analysis, names);
        }
        notebook.diagnostics().forEach(d -> text.diagnostic(notebook.path(), analysis, names, d));
      }
    }
    text.summary(checked);
  }

  private void diagnostic(String path, Analysis analysis, CellNames names, Diagnostic diagnostic) {
    Notebook notebook = analysis.notebook();
    Place place = new Place(notebook.cell(diagnostic.cell()).source());
    int start = diagnostic.range().start();
    out.println(
        terminal.bold(path + ":" + names.of(diagnostic.cell()))
            + ":"
            + place.line(start)
            + ":"
            + place.column(start)
            + " "
            + painted(diagnostic)
            + " "
            + diagnostic.message());
  }

  private String painted(Diagnostic diagnostic) {
    String label = diagnostic.severity().label() + "[" + diagnostic.code() + "]";
    return switch (diagnostic.severity()) {
      case ERROR -> terminal.red(label);
      case WARNING -> terminal.yellow(label);
      case INFO, HINT -> terminal.faint(label);
    };
  }

  private void facts(String path, Analysis analysis, CellNames names) {
    Notebook notebook = analysis.notebook();
    out.println(terminal.bold(path));
    for (int i = 0; i < notebook.cells().size(); i++) {
      if (notebook.cell(i).isCode()) {
        String sets = EffectWords.of(analysis.effects(i));
        out.println("  " + names.of(i) + "  " + names.firstLine(i));
        if (!sets.isEmpty()) {
          out.println("      " + terminal.faint(sets));
        }
      }
    }
  }

  /** A finding that was mended. */
  static String fixed(Diagnostic diagnostic) {
    String title = diagnostic.fix().map(Diagnostic.Fix::title).orElse("");
    return "cell " + diagnostic.cell() + ": " + diagnostic.code() + ": " + title;
  }

  private void summary(List<Checked> checked) {
    long read = checked.stream().filter(c -> !c.failed()).count();
    long found = checked.stream().mapToLong(c -> c.diagnostics().size()).sum();
    long known = checked.stream().mapToLong(c -> c.known().size()).sum();
    long fixable =
        checked.stream()
            .flatMap(c -> c.diagnostics().stream())
            .filter(d -> d.fix().isPresent())
            .count();
    String notebooks = read + (read == 1 ? " notebook" : " notebooks");
    String besides = known == 0 ? "" : ", besides " + known + " of the baseline";
    out.println(
        found == 0
            ? terminal.green("Nothing found in " + notebooks + besides + ".")
            : "Found "
                + found
                + (found == 1 ? " problem in " : " problems in ")
                + notebooks
                + besides
                + ".");
    if (fixable > 0) {
      out.println(terminal.faint("--fix mends " + fixable + " of them."));
    }
  }
}
