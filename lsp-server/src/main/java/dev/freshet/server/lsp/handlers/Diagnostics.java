package dev.freshet.server.lsp.handlers;

import dev.freshet.analyzer.checks.Rule;
import dev.freshet.analyzer.checks.Severity;
import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.executor.plan.Surprise;
import dev.freshet.executor.plan.Validity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticCodeDescription;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.Location;

/** What is wrong and what is stale, for every document of a notebook. */
public final class Diagnostics {
  /** The code of a stale cell's diagnostic. */
  public static final String STALE = "stale";

  /** The code of a failed cell's diagnostic. */
  public static final String FAILED = "failed";

  /** The code of the diagnostic of a cell that did what its text does not show. */
  public static final String UNPREDICTED = "unpredicted-effect";

  private static final String SOURCE = "freshet";

  /** The code that these findings are about could be left out: editors show it faded. */
  private static final Set<String> UNNECESSARY =
      Set.of(
          Rule.UNUSED_DEFINITION.code(), Rule.UNUSED_VALUE.code(), Rule.UNUSED_SUPPRESSION.code());

  private Diagnostics() {}

  /**
   * An entry for each document, an empty list where nothing is to be said.
   *
   * @param errors whether to show also how cells failed, for editors that show no outputs
   */
  public static Map<String, List<Diagnostic>> of(View view, boolean errors) {
    Map<String, List<Diagnostic>> all = new LinkedHashMap<>();
    view.open().documents().forEach(document -> all.put(document, new ArrayList<>()));
    for (var diagnostic : view.findings()) {
      if (isShown(view, diagnostic)) {
        all.computeIfAbsent(view.open().documentOf(diagnostic.cell()), d -> new ArrayList<>())
            .add(found(view, diagnostic));
      }
    }
    for (int i = 0; i < view.size(); i++) {
      if (view.isCode(i) && view.state(i).isStale()) {
        all.computeIfAbsent(view.open().documentOf(i), d -> new ArrayList<>()).add(stale(view, i));
      }
    }
    for (int i = 0; i < view.size(); i++) {
      if (view.isCode(i) && !view.state(i).surprises().isEmpty()) {
        all.computeIfAbsent(view.open().documentOf(i), d -> new ArrayList<>())
            .add(unpredicted(view, i));
      }
    }
    for (int i = 0; errors && i < view.size(); i++) {
      if (view.isCode(i) && view.state(i).validity() == Validity.FAILED) {
        all.computeIfAbsent(view.open().documentOf(i), d -> new ArrayList<>()).add(failed(view, i));
      }
    }
    return all;
  }

  private static Diagnostic unpredicted(View view, int index) {
    String effects =
        view.state(index).surprises().stream()
            .map(Surprise::message)
            .collect(Collectors.joining("; "));
    return new Diagnostic(
        view.open().headline(index),
        "this cell " + effects + "; a run showed it, and the next plan counts on it",
        DiagnosticSeverity.Information,
        SOURCE,
        UNPREDICTED);
  }

  // Freshet's own runs follow the notebook's order, whatever counts the file holds.
  private static boolean isShown(View view, dev.freshet.analyzer.checks.Diagnostic found) {
    boolean answered =
        found.code().equals(Rule.ORDER_DEPENDENCE.code())
            && view.state(found.cell()).validity() != Validity.NEVER_RUN;
    return !answered;
  }

  private static Diagnostic failed(View view, int index) {
    String error =
        view.state(index).outputs().stream()
            .filter(o -> o.path("output_type").asText().equals("error"))
            .map(o -> o.path("ename").asText() + ": " + o.path("evalue").asText())
            .findFirst()
            .orElse("it did not end");
    return new Diagnostic(
        view.open().headline(index), "failed: " + error, DiagnosticSeverity.Error, SOURCE, FAILED);
  }

  static Diagnostic found(View view, dev.freshet.analyzer.checks.Diagnostic found) {
    Diagnostic diagnostic =
        new Diagnostic(
            view.open().range(found.cell(), found.range()),
            found.message(),
            severity(found.severity()),
            SOURCE,
            found.code());
    Rule.of(found.code())
        .flatMap(RulePages::of)
        .ifPresent(page -> diagnostic.setCodeDescription(new DiagnosticCodeDescription(page)));
    if (UNNECESSARY.contains(found.code())) {
      diagnostic.setTags(List.of(DiagnosticTag.Unnecessary));
    }
    List<DiagnosticRelatedInformation> related = new ArrayList<>();
    for (var place : found.related()) {
      related.add(related(view, place.cell(), place.range(), place.message()));
    }
    diagnostic.setRelatedInformation(related);
    return diagnostic;
  }

  // The reasons stand in the message too: not every editor shows related information.
  private static Diagnostic stale(View view, int index) {
    CellState state = view.state(index);
    String reasons = Wording.reasons(state.reasons());
    Diagnostic diagnostic =
        new Diagnostic(
            view.open().headline(index),
            reasons.isEmpty() ? "stale: its result may have changed" : "stale: " + reasons,
            DiagnosticSeverity.Information,
            SOURCE,
            STALE);
    List<DiagnosticRelatedInformation> related = new ArrayList<>();
    for (Reason reason : state.reasons()) {
      if (reason.cell().isPresent() && reason.cell().getAsInt() < view.size()) {
        int cell = reason.cell().getAsInt();
        Location place = new Location(view.open().documentOf(cell), view.open().headline(cell));
        related.add(new DiagnosticRelatedInformation(place, reason.message()));
      }
    }
    diagnostic.setRelatedInformation(related);
    return diagnostic;
  }

  private static DiagnosticRelatedInformation related(
      View view, int cell, SourceRange range, String message) {
    Location place = new Location(view.open().documentOf(cell), view.open().range(cell, range));
    return new DiagnosticRelatedInformation(place, message);
  }

  private static DiagnosticSeverity severity(Severity severity) {
    return switch (severity) {
      case ERROR -> DiagnosticSeverity.Error;
      case WARNING -> DiagnosticSeverity.Warning;
      case INFO -> DiagnosticSeverity.Information;
      case HINT -> DiagnosticSeverity.Hint;
    };
  }
}
