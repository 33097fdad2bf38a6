package dev.freshet.server.check;

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
 * @param suppressed those that a comment or a tag suppresses
 * @param known those that the baseline holds
 */
public record Checked(
    String path,
    @Nullable String error,
    @Nullable NotebookInput input,
    @Nullable Analysis analysis,
    List<Diagnostic> diagnostics,
    List<Diagnostic> suppressed,
    List<Diagnostic> known) {
  public Checked {
    diagnostics = List.copyOf(diagnostics);
    suppressed = List.copyOf(suppressed);
    known = List.copyOf(known);
  }

  static Checked unreadable(Path path, String error) {
    return new Checked(path.toString(), error, null, null, List.of(), List.of(), List.of());
  }

  /** This, with only those findings as news that a baseline does not hold. */
  Checked against(List<Diagnostic> fresh, List<Diagnostic> held) {
    return new Checked(path, error, input, analysis, fresh, suppressed, held);
  }

  public boolean failed() {
    return error != null;
  }
}
