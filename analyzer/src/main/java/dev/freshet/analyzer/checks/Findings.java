package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.checks.Suppression.Code;
import dev.freshet.analyzer.notebook.Notebook;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is told to the user: the findings of the rules that are wanted, without those that comments
 * suppress, and with the suppressions that suppress nothing.
 *
 * @param shown in the order of the notebook
 * @param suppressed in the order of the notebook
 */
public record Findings(List<Diagnostic> shown, List<Diagnostic> suppressed) {
  public Findings {
    shown = List.copyOf(shown);
    suppressed = List.copyOf(suppressed);
  }

  /** Judges all that the checks found. */
  public static Findings of(Notebook notebook, List<Diagnostic> found, CheckSettings settings) {
    SuppressionComments.Result read = SuppressionComments.of(notebook);
    Judge judge = new Judge(notebook, read.suppressions(), settings);
    found.forEach(judge::judge);
    read.mistakes().forEach(judge::judge);
    judge.unused();
    return judge.findings();
  }

  private static final class Judge {
    private static final Comparator<Diagnostic> ORDER =
        Comparator.comparingInt(Diagnostic::cell).thenComparingInt(d -> d.range().start());

    private final Notebook notebook;
    private final List<Suppression> suppressions;
    private final CheckSettings settings;
    // Two equal ones may stand in two cells.
    private final Set<Suppression> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Code> usedCodes = Collections.newSetFromMap(new IdentityHashMap<>());
    private final BitSet broken = new BitSet();
    private final List<Diagnostic> shown = new ArrayList<>();
    private final List<Diagnostic> suppressed = new ArrayList<>();

    Judge(Notebook notebook, List<Suppression> suppressions, CheckSettings settings) {
      this.notebook = notebook;
      this.suppressions = suppressions;
      this.settings = settings;
    }

    void judge(Diagnostic found) {
      broken.set(found.cell(), broken.get(found.cell()) || isSyntaxError(found));
      if (Rule.of(found.code()).filter(rule -> !settings.selection().has(rule)).isPresent()) {
        return;
      }
      Diagnostic diagnostic = found.with(settings.severity(found));
      Optional<Suppression> by =
          suppressions.stream()
              .filter(s -> s.reaches(diagnostic) && s.names(diagnostic.code()))
              .min(Comparator.comparing(Suppression::everywhere));
      by.ifPresent(suppression -> use(suppression, diagnostic.code()));
      (by.isPresent() ? suppressed : shown).add(diagnostic);
    }

    private static boolean isSyntaxError(Diagnostic found) {
      return found.code().equals(Rule.SYNTAX_ERROR.code());
    }

    private void use(Suppression suppression, String code) {
      used.add(suppression);
      suppression.codes().stream().filter(c -> c.text().equals(code)).forEach(usedCodes::add);
    }

    // A broken cell hides findings: what suppresses them is not judged.
    void unused() {
      UnusedSuppressions unused = new UnusedSuppressions(notebook, settings.selection());
      for (Suppression suppression : suppressions) {
        if (suppression.everywhere() ? !broken.isEmpty() : broken.get(suppression.cell())) {
          continue;
        }
        boolean whole = suppression.codes().isEmpty() && !used.contains(suppression);
        List<Code> codes =
            suppression.codes().stream().filter(c -> !usedCodes.contains(c)).toList();
        unused.diagnostic(suppression, whole, codes).ifPresent(this::judge);
      }
    }

    Findings findings() {
      shown.sort(ORDER);
      suppressed.sort(ORDER);
      return new Findings(shown, suppressed);
    }
  }
}
