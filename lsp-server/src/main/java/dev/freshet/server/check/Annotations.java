package dev.freshet.server.check;

import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.json.Place;
import java.util.List;

/** Workflow commands that GitHub shows at the lines of the file. */
public final class Annotations {
  private Annotations() {}

  /** One command per finding, and one per notebook that could not be read. */
  public static String of(List<Checked> checked) {
    StringBuilder out = new StringBuilder();
    for (Checked notebook : checked) {
      NotebookInput input = notebook.input();
      if (input == null) {
        String error = String.valueOf(notebook.error());
        out.append(command("error", file(notebook.path()), error));
      } else {
        notebook.diagnostics().forEach(d -> out.append(finding(notebook.path(), input, d)));
      }
    }
    return out.toString();
  }

  /**
   * A workflow command; the properties are joined as they are.
   *
   * @param level error, warning or notice
   */
  public static String command(String level, String properties, String message) {
    return "::" + level + " " + properties + "::" + data(message) + "\n";
  }

  /** Names a file, relative to the current directory where it lies below it. */
  public static String file(String path) {
    return "file=" + property(path.replace('\\', '/'));
  }

  /** Escapes the value of a property. */
  public static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  private static String finding(String path, NotebookInput input, Diagnostic diagnostic) {
    Place place = new Place(input.notebook().cell(diagnostic.cell()).source());
    int line = place.line(diagnostic.range().start());
    String level =
        switch (diagnostic.severity()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case INFO, HINT -> "notice";
        };
    String title = diagnostic.code() + " in cell " + diagnostic.cell();
    String properties =
        file(path)
            + ",line="
            + input.fileLine(diagnostic.cell(), line)
            + ",title="
            + property(title);
    String message = "cell " + diagnostic.cell() + ", line " + line + ": " + diagnostic.message();
    return command(level, properties, message);
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }
}
