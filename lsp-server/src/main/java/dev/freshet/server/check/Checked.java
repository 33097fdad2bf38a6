package dev.freshet.server.check;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.server.files.NotebookInput;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One notebook that was to be checked: what was found, or why nothing could be said.
 *
 * @param diagnostics those that the user wants to see
 * @param suppressed those that a comment or a tag suppresses
 * @param known those that the baseline holds
 * @param faults what of Freshet itself failed on it
 */
public record Checked(
    String path,
    @Nullable String error,
    @Nullable NotebookInput input,
    @Nullable Analysis analysis,
    List<Diagnostic> diagnostics,
    List<Diagnostic> suppressed,
    List<Diagnostic> known,
    List<CheckFault> faults) {
  public Checked {
    diagnostics = List.copyOf(diagnostics);
    suppressed = List.copyOf(suppressed);
    known = List.copyOf(known);
    faults = List.copyOf(faults);
  }

  static Checked unreadable(Path path, String error) {
    return without(path, error, List.of());
  }

  static Checked broken(Path path, RuntimeException cause) {
    CheckFault fault = CheckFault.of(path.toString(), cause);
    return without(path, fault.what(), List.of(fault));
  }

  private static Checked without(Path path, String error, List<CheckFault> faults) {
    String name = path.toString();
    return new Checked(name, error, null, null, List.of(), List.of(), List.of(), faults);
  }

  /** This, with only those findings as news that a baseline does not hold. */
  Checked against(List<Diagnostic> fresh, List<Diagnostic> held) {
    return new Checked(path, error, input, analysis, fresh, suppressed, held, faults);
  }

  public boolean failed() {
    return error != null;
  }
}
