package dev.freshet.server.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.freshet.analyzer.AffectedCell;
import dev.freshet.analyzer.CellChanges;
import dev.freshet.server.compare.Comparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code freshet.affected}: which cells of the new notebook may have another result, and why. For a
 * directory, {@code cells} is empty and {@code notebooks} has an entry per changed notebook.
 */
public record AffectedDocument(
    String schema,
    int version,
    List<Entry> cells,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Summary summary,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<NotebookEntry> notebooks) {
  /**
   * One cell.
   *
   * @param staleOutputs how many of its outputs in the file are of an earlier state
   */
  public record Entry(
      int index, String id, boolean affected, int staleOutputs, List<ReasonEntry> reasons) {
    public Entry {
      reasons = List.copyOf(reasons);
    }

    static Entry of(Comparison notebook, AffectedCell cell) {
      return new Entry(
          cell.index(),
          cell.id().value(),
          cell.affected(),
          notebook.staleOutputs(cell),
          cell.reasons().stream().map(ReasonEntry::of).toList());
    }
  }

  /** What the change did to code cells, and to the outputs in the file. */
  public record Summary(
      int edited, int inserted, int deleted, int moved, long affected, int staleOutputs) {
    static Summary of(Comparison notebook) {
      CellChanges changes = notebook.changes();
      return new Summary(
          changes.edited(),
          changes.inserted(),
          changes.deleted(),
          changes.moved(),
          notebook.affected(),
          notebook.staleOutputs());
    }
  }

  /** One of several notebooks. */
  public record NotebookEntry(String path, List<Entry> cells, Summary summary) {
    static NotebookEntry of(Comparison notebook) {
      return new NotebookEntry(notebook.after().shown(), entries(notebook), Summary.of(notebook));
    }
  }

  public AffectedDocument {
    cells = List.copyOf(cells);
  }

  /** Of one notebook. */
  public static AffectedDocument of(Comparison notebook) {
    return new AffectedDocument(
        "freshet.affected", Documents.VERSION, entries(notebook), Summary.of(notebook), null);
  }

  /** Of the notebooks below a directory. */
  public static AffectedDocument of(List<Comparison> notebooks) {
    return new AffectedDocument(
        "freshet.affected",
        Documents.VERSION,
        List.of(),
        null,
        notebooks.stream().map(NotebookEntry::of).toList());
  }

  private static List<Entry> entries(Comparison notebook) {
    return notebook.cells().stream().map(cell -> Entry.of(notebook, cell)).toList();
  }
}
