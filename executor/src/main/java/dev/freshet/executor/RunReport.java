package dev.freshet.executor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.CellError;
import dev.freshet.executor.plan.Resident;
import dev.freshet.executor.plan.Surprise;
import dev.freshet.executor.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a run: the document {@code freshet.run} of docs/interfaces.md, and beside it each
 * cell's outputs.
 *
 * @param fault why nothing more could be run, null when all went its way
 * @param outputs nbformat output objects as JSON
 */
public record RunReport(
    Document document,
    boolean interrupted,
    @Nullable String fault,
    Map<CellId, List<String>> outputs) {

  /** The document; times in milliseconds since the start of the run. */
  public record Document(
      String schema,
      int version,
      String notebook,
      @Nullable String python,
      int jobs,
      double wallMs,
      List<CellReport> cells,
      List<MispredictionReport> mispredictions) {}

  /** One cell; null where there was no execution. */
  public record CellReport(
      int index,
      String id,
      String state,
      boolean beyondFailure,
      List<ReasonReport> reasons,
      int attempts,
      @Nullable Double start,
      @Nullable Double end,
      @Nullable String worker,
      boolean resident,
      List<Resident> residents,
      List<ReadReport> reads,
      List<String> writes,
      List<MutationReport> mutates,
      List<String> deletes,
      List<String> ambient,
      List<FileReport> files,
      List<String> impure,
      List<SurpriseReport> unpredicted,
      List<WaitReport> waits,
      @Nullable CellError error) {}

  /** A reason with its optional parts as nulls. */
  public record ReasonReport(
      String kind, @Nullable String name, @Nullable Integer cell, String message) {
    static ReasonReport of(Reason reason) {
      Integer cell = reason.cell().isPresent() ? reason.cell().getAsInt() : null;
      return new ReasonReport(
          reason.kind().label(), reason.name().orElse(null), cell, reason.message());
    }
  }

  /** A name that was read, and the cell that wrote it. */
  public record ReadReport(String name, @Nullable Integer from, boolean predicted) {}

  /** A name whose value changed in place. */
  public record MutationReport(String name, boolean predicted) {}

  /** A file that was touched. */
  public record FileReport(String path, String mode) {}

  /** An effect that the cell's text does not show: {@code read} or {@code write}. */
  public record SurpriseReport(String effect, String name) {
    static SurpriseReport of(Surprise surprise) {
      return new SurpriseReport(surprise.effect().name().toLowerCase(Locale.ROOT), surprise.name());
    }
  }

  /** An earlier cell that had to be done first, and the name that it may give. */
  public record WaitReport(int cell, @Nullable String name) {}

  /**
   * A cell that was withdrawn, because an earlier one changed what it had used; where and when the
   * execution was that does not count.
   */
  public record MispredictionReport(
      int cell,
      String name,
      int writer,
      String resolution,
      String worker,
      double start,
      double end) {}

  /** Whether a cell failed, was interrupted or could not run. */
  public boolean failed() {
    return fault != null
        || interrupted
        || document.cells().stream()
            .anyMatch(c -> List.of("failed", "aborted", "skipped").contains(c.state()));
  }

  /** The document as JSON. */
  public ObjectNode json() {
    return Json.mapper().valueToTree(document);
  }
}
