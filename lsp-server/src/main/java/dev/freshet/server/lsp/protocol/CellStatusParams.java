package dev.freshet.server.lsp.protocol;

import dev.freshet.executor.plan.Resident;
import java.util.List;
import org.eclipse.lsp4j.Range;
import org.jspecify.annotations.Nullable;

/**
 * How a cell stands.
 *
 * @param uri notebook or text document
 * @param cell the cell's own document; absent in text documents
 * @param range the cell's place in a text document; absent where cells are documents
 * @param executionOrder its execution count
 * @param restored its outputs came from the store
 * @param runId the run that it takes or took part in last
 * @param impure what makes its result differ from run to run, such as {@code clock}
 * @param residents what it left that stays in its worker, and why
 */
public record CellStatusParams(
    String uri,
    @Nullable String cell,
    String cellId,
    int index,
    @Nullable Range range,
    String validity,
    String activity,
    List<ReasonResult> reasons,
    List<String> reads,
    List<String> writes,
    List<String> mutates,
    @Nullable Double durationMs,
    @Nullable Integer executionOrder,
    boolean restored,
    @Nullable String runId,
    List<String> impure,
    List<Resident> residents) {
  public CellStatusParams {
    reasons = List.copyOf(reasons);
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
    mutates = List.copyOf(mutates);
    impure = List.copyOf(impure);
    residents = List.copyOf(residents);
  }
}
