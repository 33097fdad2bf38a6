package dev.freshet.server.lsp.handlers;

import dev.freshet.analyzer.graph.DependencyGraph;
import dev.freshet.server.lsp.protocol.PlanResult;
import dev.freshet.server.lsp.protocol.PlanResult.PlannedCell;
import dev.freshet.server.lsp.protocol.ReasonResult;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What a run would do, told before it starts. */
public final class Plans {
  private Plans() {}

  /** For chosen cells what they affect and need, for none all that is not current. */
  public static PlanResult of(View view, BitSet chosen) {
    BitSet run = chosen.isEmpty() ? view.notCurrent() : affected(view, chosen);
    List<PlannedCell> cells = run.stream().mapToObj(i -> cell(view, i)).toList();
    return new PlanResult(cells, waves(view.analysis().graph(), run));
  }

  private static BitSet affected(View view, BitSet chosen) {
    BitSet run = view.analysis().graph().descendants(chosen);
    run.or(chosen);
    run.and(view.codeCells());
    BitSet notCurrent = view.notCurrent();
    // From the last cell up: whoever is added may need something that is not current itself.
    for (int i = view.size() - 1; i >= 0; i--) {
      if (run.get(i)) {
        for (int needed : view.analysis().graph().predecessors(i)) {
          if (notCurrent.get(needed)) {
            run.set(needed);
          }
        }
      }
    }
    return run;
  }

  private static PlannedCell cell(View view, int index) {
    CellState state = view.state(index);
    Double lastMs = state.durationMs().isPresent() ? state.durationMs().getAsDouble() : null;
    return new PlannedCell(
        index,
        view.id(index).value(),
        state.reasons().stream().map(ReasonResult::of).toList(),
        lastMs);
  }

  private static List<List<Integer>> waves(DependencyGraph graph, BitSet cells) {
    List<DependencyGraph.Edge> inside =
        graph.edges().stream().filter(e -> cells.get(e.from()) && cells.get(e.to())).toList();
    return new ArrayList<>(new DependencyGraph(graph.size(), inside).waves(cells));
  }
}
