package dev.freshet.server.lsp.docs;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.CellMatching;
import dev.freshet.analyzer.notebook.CellPosition;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.NotebookFile;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.notebook.StoredOutputs;
import dev.freshet.server.files.NotebookAnalysis;
import dev.freshet.server.text.ColumnUnit;
import dev.freshet.server.text.LineIndex;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/**
 * An {@code .ipynb} opened as the JSON text that it is. A place in a cell is shown as the line of
 * JSON that holds it: escapes make columns differ.
 */
public final class RawNotebook implements OpenNotebook {
  private final String uri;
  private final OpenText text;
  private final Notebook notebook;
  private final Map<CellId, StoredOutputs> outputs;
  private final List<CellLines> cells;

  /** Throws {@link dev.freshet.analyzer.notebook.UnreadableNotebookException}. */
  public RawNotebook(String uri, OpenText text, Notebook before) {
    this.uri = uri;
    this.text = text;
    NotebookFile file = NotebookFile.parse(text.text());
    this.notebook = CellMatching.carryIds(before, file.notebook(), file.namedIds());
    this.outputs = NotebookAnalysis.of(file, notebook);
    this.cells = CellLines.of(text.text());
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public Notebook notebook() {
    return notebook;
  }

  @Override
  public Map<CellId, StoredOutputs> storedOutputs() {
    return outputs;
  }

  @Override
  public List<String> documents() {
    return List.of(uri);
  }

  @Override
  public String documentOf(int index) {
    return uri;
  }

  @Override
  public boolean holdsSources() {
    return false;
  }

  @Override
  public boolean cellsAreDocuments() {
    return false;
  }

  @Override
  public Range range(int index, SourceRange range) {
    LineIndex source = new LineIndex(notebook.cell(index).source());
    Range first = line(cells.get(index).line(source.line(range.start())));
    Range last = line(cells.get(index).line(source.line(range.end())));
    return new Range(first.getStart(), last.getEnd());
  }

  @Override
  public Range extent(int index) {
    CellLines cell = cells.get(index);
    return new Range(line(cell.first()).getStart(), line(cell.last()).getEnd());
  }

  @Override
  public Range headline(int index) {
    return line(cells.get(index).line(0));
  }

  @Override
  public String title(int index) {
    return "";
  }

  @Override
  public Optional<CellPosition> at(String document, Position position) {
    for (int i = 0; i < cells.size(); i++) {
      CellLines cell = cells.get(i);
      if (cell.first() <= position.getLine() && position.getLine() <= cell.last()) {
        LineIndex source = new LineIndex(notebook.cell(i).source());
        int line = position.getLine() - cell.line(0);
        return Optional.of(new CellPosition(i, source.offset(line, 0, ColumnUnit.UTF_16)));
      }
    }
    return Optional.empty();
  }

  private Range line(int number) {
    return text.line(text.offset(new Position(number, 0)));
  }
}
