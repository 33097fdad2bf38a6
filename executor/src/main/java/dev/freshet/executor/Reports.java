package dev.freshet.executor;

import dev.freshet.executor.RunReport.CellReport;
import dev.freshet.executor.RunReport.FileReport;
import dev.freshet.executor.RunReport.MispredictionReport;
import dev.freshet.executor.RunReport.MutationReport;
import dev.freshet.executor.RunReport.ReadReport;
import dev.freshet.executor.RunReport.ReasonReport;
import dev.freshet.executor.RunReport.SurpriseReport;
import dev.freshet.executor.RunReport.WaitReport;
import dev.freshet.executor.plan.Ambient;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Resident;
import dev.freshet.executor.session.RunSummary;
import dev.freshet.executor.session.RunSummary.CellSummary;
import dev.freshet.executor.session.RunSummary.Misprediction;
import dev.freshet.executor.session.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns a summary into the run document. */
final class Reports {
  private Reports() {}

  static RunReport.Document document(
      RunSummary summary,
      String notebook,
      @Nullable String python,
      int jobs,
      double start,
      double end) {
    List<CellReport> cells = new ArrayList<>();
    summary.cells().forEach(c -> cells.add(cell(c, start)));
    List<MispredictionReport> missed =
        summary.mispredictions().stream().map(m -> missed(m, start)).toList();
    return new RunReport.Document(
        "freshet.run", 1, notebook, python, jobs, round(end - start), cells, missed);
  }

  private static MispredictionReport missed(Misprediction m, double start) {
    return new MispredictionReport(
        m.cell(),
        m.name(),
        m.writer(),
        "rerun",
        m.worker(),
        round(m.start() - start),
        round(m.end() - start));
  }

  private static double round(double ms) {
    return Math.round(ms * 10) / 10.0;
  }

  private static CellReport cell(CellSummary c, double start) {
    Verdict verdict = c.verdict();
    Execution execution = c.execution();
    boolean executed = verdict.worker() != null;
    Set<String> mutates = execution == null ? Set.of() : new TreeSet<>(execution.mutates());
    Set<String> writes = new TreeSet<>();
    if (execution != null) {
      writes.addAll(execution.exports().moved().keySet());
      writes.removeAll(mutates);
      writes.removeIf(name -> name.startsWith("@"));
    }
    return new CellReport(
        c.index(),
        c.id().value(),
        verdict.state().name().toLowerCase(Locale.ROOT),
        verdict.beyondFailure(),
        c.reasons().stream().map(ReasonReport::of).toList(),
        c.attempts(),
        executed ? (Double) round(verdict.start() - start) : null,
        executed ? (Double) round(verdict.end() - start) : null,
        verdict.worker(),
        execution != null && execution.resident(),
        execution == null ? List.of() : Resident.of(execution),
        reads(c, execution),
        List.copyOf(writes),
        mutates.stream().map(n -> new MutationReport(n, c.predictedMutates().contains(n))).toList(),
        execution == null ? List.of() : List.copyOf(new TreeSet<>(execution.exports().deletes())),
        execution == null ? List.of() : ambient(execution),
        execution == null
            ? List.of()
            : execution.files().stream().map(f -> new FileReport(f.path(), f.mode())).toList(),
        execution == null ? List.of() : execution.impure(),
        c.surprises().stream().map(SurpriseReport::of).toList(),
        c.waits().stream().map(w -> new WaitReport(w.cell(), w.name())).toList(),
        verdict.error());
  }

  private static List<String> ambient(Execution execution) {
    List<String> names = new ArrayList<>();
    execution.exports().ambient().forEach(state -> names.add(state.name()));
    if (execution.exports().moved().containsKey(Ambient.PROCESS)) {
      names.add(Ambient.PROCESS);
    }
    return names;
  }

  private static List<ReadReport> reads(CellSummary c, @Nullable Execution execution) {
    if (execution == null) {
      return List.of();
    }
    return new TreeSet<>(execution.inputs().names().keySet())
        .stream()
            .map(n -> new ReadReport(n, c.readsFrom().get(n), c.predictedReads().contains(n)))
            .toList();
  }
}
