package dev.freshet.server.lsp.handlers;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Validity;
import dev.freshet.server.lsp.docs.OpenNotebook;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * All that is known of an open notebook at one moment: what requests are answered from.
 *
 * @param findings what is wrong, as far as the user wants to be told
 */
public record View(
    OpenNotebook open,
    Analysis analysis,
    List<Diagnostic> findings,
    Map<CellId, CellState> states) {
  public View {
    findings = List.copyOf(findings);
    states = Map.copyOf(states);
  }

  public int size() {
    return open.notebook().cells().size();
  }

  public CellId id(int index) {
    return open.notebook().cell(index).id();
  }

  public boolean isCode(int index) {
    return open.notebook().cell(index).isCode();
  }

  public CellState state(int index) {
    return states.getOrDefault(id(index), CellState.UNKNOWN);
  }

  /** The cell and those that may see a change of it. */
  public BitSet affectedBy(int index) {
    BitSet start = new BitSet();
    start.set(index);
    BitSet affected = analysis.graph().descendants(start);
    affected.set(index);
    return affected;
  }

  public BitSet codeCells() {
    BitSet code = new BitSet();
    for (int i = 0; i < size(); i++) {
      code.set(i, isCode(i));
    }
    return code;
  }

  /** Code cells whose shown result is not what a fresh run would give, or that have none. */
  public BitSet notCurrent() {
    BitSet found = new BitSet();
    for (int i = 0; i < size(); i++) {
      found.set(i, isCode(i) && state(i).validity() != Validity.CURRENT);
    }
    return found;
  }
}
