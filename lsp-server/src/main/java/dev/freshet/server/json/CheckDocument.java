package dev.freshet.server.json;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.analyzer.notebook.Notebook;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code freshet.check}: facts and diagnostics of notebooks. */
public record CheckDocument(String schema, int version, List<Entry> notebooks) {
  /**
   * One notebook.
   *
   * @param path as the user named it
   * @param error why it could not be read; everything else is empty then
   */
  public record Entry(
      String path,
      @Nullable String error,
      List<CellEntry> cells,
      List<GraphDocument.Edge> edges,
      List<DiagnosticEntry> diagnostics) {
    public Entry {
      cells = List.copyOf(cells);
      edges = List.copyOf(edges);
      diagnostics = List.copyOf(diagnostics);
    }

    public static Entry unreadable(String path, String error) {
      return new Entry(path, error, List.of(), List.of(), List.of());
    }

    /**
     * Facts of one notebook.
     *
     * @param diagnostics those to show
     * @param lines the line of the file at which a cell's text begins
     */
    public static Entry of(
        String path, Analysis analysis, List<Diagnostic> diagnostics, IntUnaryOperator lines) {
      Notebook notebook = analysis.notebook();
      IntFunction<Place> places = i -> new Place(notebook.cell(i).source());
      List<CellEntry> cells = new ArrayList<>();
      for (int i = 0; i < notebook.cells().size(); i++) {
        if (notebook.cell(i).isCode()) {
          cells.add(
              CellEntry.of(
                  i,
                  notebook.cell(i).id().value(),
                  lines.applyAsInt(i),
                  analysis.effects(i),
                  places.apply(i)));
        }
      }
      return new Entry(
          path,
          null,
          cells,
          GraphDocument.edges(analysis),
          diagnostics.stream().map(d -> DiagnosticEntry.of(d, places)).toList());
    }
  }

  public CheckDocument {
    notebooks = List.copyOf(notebooks);
  }

  public static CheckDocument of(List<Entry> notebooks) {
    return new CheckDocument("freshet.check", Documents.VERSION, notebooks);
  }
}
