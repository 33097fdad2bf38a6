package dev.freshet.server.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.analyzer.Affected;
import dev.freshet.analyzer.AffectedCell;
import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.CellChanges;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.NotebookFile;
import dev.freshet.server.files.NotebookAnalysis;
import dev.freshet.server.files.NotebookInput;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Two versions of a notebook.
 *
 * @param before empty for a notebook that is new
 * @param cells the code cells of the new version
 * @param changes what was done to the cells
 */
public record Comparison(
    Optional<NotebookInput> before,
    NotebookInput after,
    List<AffectedCell> cells,
    CellChanges changes) {
  public Comparison {
    cells = List.copyOf(cells);
  }

  /** Compares; cells without ids of their own are known by likeness. */
  public static Comparison of(NotebookInput before, NotebookInput after) {
    NotebookInput named = after.withIdsOf(before.notebook());
    Analysis old = NotebookAnalysis.of(before);
    Analysis now = NotebookAnalysis.of(named);
    return new Comparison(
        Optional.of(before),
        named,
        Affected.between(old, now, index -> isQuiet(before, index)),
        CellChanges.between(old, now));
  }

  /** A notebook that was not there before: all of it is new. */
  public static Comparison ofNew(NotebookInput after) {
    NotebookInput nothing = after.withoutCells();
    Comparison compared = of(nothing, after);
    return new Comparison(Optional.empty(), compared.after, compared.cells, compared.changes);
  }

  /** The same with other answers. */
  public Comparison withCells(List<AffectedCell> others) {
    return new Comparison(before, after, others, changes);
  }

  /** Outputs in the new file that no longer belong to their cell's code and inputs. */
  public int staleOutputs() {
    return cells.stream().mapToInt(this::staleOutputs).sum();
  }

  /**
   * The outputs that the file holds for a cell if the cell is affected and was not run again: a run
   * leaves another execution count or other outputs.
   */
  public int staleOutputs(AffectedCell cell) {
    if (!cell.affected()) {
      return 0;
    }
    ArrayNode now = outputs(after, cell.index());
    boolean rerun =
        before
            .flatMap(old -> indexOf(old, cell.id()).map(i -> ran(old, i, now, cell.index())))
            .orElse(false);
    return rerun ? 0 : now.size();
  }

  public long affected() {
    return cells.stream().filter(AffectedCell::affected).count();
  }

  private boolean ran(NotebookInput old, int oldIndex, ArrayNode now, int index) {
    return old.notebook().cell(oldIndex).executionCount()
            != after.notebook().cell(index).executionCount()
        || !outputs(old, oldIndex).equals(now);
  }

  private static Optional<Integer> indexOf(NotebookInput input, CellId id) {
    OptionalInt index = input.notebook().indexOf(id);
    return index.isPresent() ? Optional.of(index.getAsInt()) : Optional.empty();
  }

  private static ArrayNode outputs(NotebookInput input, int index) {
    return input.document() instanceof NotebookFile file
        ? file.outputs(file.notebook().cell(index).id())
        : JsonNodeFactory.instance.arrayNode();
  }

  // It was run, and nothing came out.
  private static boolean isQuiet(NotebookInput input, int index) {
    Cell cell = input.notebook().cell(index);
    return input.document() instanceof NotebookFile
        && cell.executionCount() > 0
        && outputs(input, index).isEmpty();
  }
}
