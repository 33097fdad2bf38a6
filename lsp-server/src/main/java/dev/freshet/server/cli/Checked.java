package dev.freshet.server.cli;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.server.files.NotebookInput;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One notebook that was to be checked: what was found, or why it could not be read.
 *
 * @param diagnostics those that the user wants to see
 */
record Checked(
    String path,
    @Nullable String error,
    @Nullable NotebookInput input,
    @Nullable Analysis analysis,
    List<Diagnostic> diagnostics) {
  Checked {
    diagnostics = List.copyOf(diagnostics);
  }

  static Checked of(NotebookInput input, Analysis analysis, List<Diagnostic> diagnostics) {
    return new Checked(input.shown(), null, input, analysis, diagnostics);
  }

  static Checked unreadable(Path path, String error) {
    return new Checked(path.toString(), error, null, null, List.of());
  }

  boolean failed() {
    return error != null;
  }
}
