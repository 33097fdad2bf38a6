package dev.freshet.server.check;

import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.analyzer.checks.Diagnostic.Fix;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.NotebookDocument;
import dev.freshet.server.files.AtomicFile;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.files.UnreadableInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Applies the fixes that findings carry, again and again until none is left. Everything but the
 * mended text keeps its bytes; a file that someone else changed meanwhile is left alone.
 */
public final class Fixer {
  private static final int MOST_ROUNDS = 20;

  private static final Comparator<Fix> LAST_FIRST =
      Comparator.comparingInt((Fix fix) -> fix.range().start())
          .thenComparingInt(fix -> fix.range().end())
          .reversed();

  private final Checker checker;

  /**
   * A notebook after its fixes.
   *
   * @param checked what is left
   * @param fixed what was mended, in order
   */
  public record Result(Checked checked, List<Diagnostic> fixed) {
    public Result {
      fixed = List.copyOf(fixed);
    }
  }

  public Fixer(Checker checker) {
    this.checker = checker;
  }

  /** Mends a notebook file; throws {@link UnreadableInputException} when it cannot be written. */
  public Result fix(Path path) {
    Checked first = checker.check(path);
    NotebookInput input = first.input();
    if (input == null) {
      return new Result(first, List.of());
    }
    Result result = mend(path, first);
    if (!result.fixed().isEmpty() && result.checked().input() != null) {
      write(path, input.document(), result.checked().input().document());
    }
    return result;
  }

  private Result mend(Path path, Checked first) {
    List<Diagnostic> fixed = new ArrayList<>();
    Checked checked = first;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      NotebookInput input = checked.input();
      List<Diagnostic> chosen = apart(checked.diagnostics());
      if (chosen.isEmpty() || input == null) {
        break;
      }
      Checked next = checker.check(path, input.with(mended(input.document(), chosen)));
      // A fix that breaks the code would be a fault; the text before it is the safe one.
      if (syntaxErrors(next) > syntaxErrors(checked)) {
        break;
      }
      fixed.addAll(chosen);
      checked = next;
    }
    return new Result(checked, fixed);
  }

  /** Findings with fixes that do not touch each other; the others have their turn later. */
  private static List<Diagnostic> apart(List<Diagnostic> diagnostics) {
    List<Diagnostic> chosen = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      Optional<Fix> fix = diagnostic.fix();
      boolean free =
          fix.isPresent()
              && chosen.stream().flatMap(c -> c.fix().stream()).noneMatch(fix.get()::touches);
      if (free) {
        chosen.add(diagnostic);
      }
    }
    return chosen;
  }

  private static NotebookDocument mended(NotebookDocument document, List<Diagnostic> chosen) {
    NotebookDocument mended = document;
    List<Fix> fixes = chosen.stream().flatMap(d -> d.fix().stream()).sorted(LAST_FIRST).toList();
    for (Fix fix : fixes) {
      CellId cell = mended.notebook().cell(fix.cell()).id();
      String source = mended.notebook().cell(fix.cell()).source();
      mended =
          mended.withSource(
              cell,
              source.substring(0, fix.range().start())
                  + fix.replacement()
                  + source.substring(fix.range().end()));
    }
    return mended;
  }

  private static long syntaxErrors(Checked checked) {
    return checked.analysis() == null
        ? 0
        : checked.analysis().diagnostics().stream()
            .filter(d -> d.code().equals("syntax-error"))
            .count();
  }

  private static void write(Path path, NotebookDocument read, NotebookDocument mended) {
    try {
      if (!Arrays.equals(Files.readAllBytes(path), read.bytes())) {
        throw new UnreadableInputException(
            path.toString(), "it changed while it was checked, so nothing was fixed; run it again");
      }
      AtomicFile.write(path, mended.bytes());
    } catch (IOException e) {
      throw new UnreadableInputException(
          path.toString(), "the fixes could not be written: " + e.getMessage(), e);
    }
  }
}
