package dev.freshet.analyzer.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Python script that is cut into cells by comments such as {@code # %%} (jupytext's percent and
 * hydrogen formats, {@code # In[3]:}, {@code # <codecell>}); a script without them is one cell.
 * Each cell's text can be mapped to the document and back, and changing it leaves the rest as it
 * is. Blank lines around a cell's text belong to the document, not to the cell.
 */
public final class PercentScript implements NotebookDocument {
  private final TextLines lines;
  private final DocumentFormat format;
  private final List<ScriptCell> cells;
  private final Notebook notebook;
  private final List<String> warnings;

  private PercentScript(TextLines lines, List<CellId> knownIds) {
    ScriptHeader header = ScriptHeader.of(lines);
    ScriptScanner scan = ScriptScanner.scan(lines, header.end());
    List<String> found = new ArrayList<>();
    this.lines = lines;
    this.format = formatOf(header, scan);
    LineCoding coding = coding(format, header);
    this.cells =
        IntStream.range(0, scan.blocks().size())
            .mapToObj(i -> ScriptCell.of(lines, scan, i, coding))
            .toList();
    this.notebook = new Notebook(header.language(), cells(knownIds, found));
    if (format == DocumentFormat.SCRIPT && !header.format().isEmpty()) {
      found.add(
          "jupytext's "
              + header.format()
              + " format is read as one cell; convert the file with: jupytext --to py:percent FILE");
    }
    this.warnings = List.copyOf(found);
  }

  /** Reads any text; nothing is refused. */
  public static PercentScript parse(String text) {
    return new PercentScript(new TextLines(text), List.of());
  }

  private static DocumentFormat formatOf(ScriptHeader header, ScriptScanner scan) {
    if (header.format().equals("hydrogen")) {
      return DocumentFormat.HYDROGEN;
    }
    if (header.format().equals("percent")) {
      return DocumentFormat.PERCENT;
    }
    if (!scan.hasMarkers()) {
      return DocumentFormat.SCRIPT;
    }
    return scan.hasMagics() ? DocumentFormat.HYDROGEN : DocumentFormat.PERCENT;
  }

  private static LineCoding coding(DocumentFormat format, ScriptHeader header) {
    if (format != DocumentFormat.PERCENT) {
      return LineCoding.PLAIN;
    }
    return header.isPresent() ? LineCoding.JUPYTEXT : LineCoding.MAGIC;
  }

  private List<Cell> cells(List<CellId> known, List<String> found) {
    List<CellIds.Draft> drafts = cells.stream().map(this::draft).toList();
    List<CellId> ids =
        known.size() == drafts.size() ? known : CellIds.assign(drafts, found, CellIds.ANY);
    return IntStream.range(0, drafts.size())
        .mapToObj(i -> cell(drafts.get(i), ids.get(i), i))
        .toList();
  }

  private CellIds.Draft draft(ScriptCell cell) {
    CellMarker marker = cell.block().marker();
    String id = marker.id();
    return new CellIds.Draft(
        id.isEmpty() ? null : id, marker.kind(), cell.map().source(lines.text()));
  }

  private Cell cell(CellIds.Draft draft, CellId id, int index) {
    CellMarker marker = cells.get(index).block().marker();
    return new Cell(id, draft.kind(), draft.source(), marker.tags(), marker.count());
  }

  @Override
  public DocumentFormat format() {
    return format;
  }

  @Override
  public Notebook notebook() {
    return notebook;
  }

  @Override
  public Set<CellId> namedIds() {
    return IntStream.range(0, cells.size())
        .filter(i -> cells.get(i).block().marker().id().equals(notebook.cell(i).id().value()))
        .mapToObj(i -> notebook.cell(i).id())
        .collect(Collectors.toSet());
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public String text() {
    return lines.text();
  }

  /** The title in a cell's marker, or empty. */
  public String title(int index) {
    return cells.get(index).block().marker().title();
  }

  /** The document's line, from 0, of a cell's marker, or of its text when it has none. */
  public int line(int index) {
    ScriptScanner.Block block = cells.get(index).block();
    return block.markerLine() < 0 ? block.from() : block.markerLine();
  }

  @Override
  public int firstLine(int index) {
    return lines.at(cells.get(index).map().lines().get(0).lineStart());
  }

  @Override
  public int lineOf(int index, int sourceLine) {
    SourceMap map = cells.get(index).map();
    int line = sourceLine - (map.head().isEmpty() ? 0 : 1);
    return lines.at(map.lines().get(Math.max(0, line)).lineStart());
  }

  /** The document offset of an offset in a cell's source. */
  public int documentOffset(CellPosition position) {
    return cells.get(position.index()).map().toDocument(position.offset());
  }

  /**
   * The cell at a document offset, marker and blank lines counted to it, and the nearest place in
   * its source; the text before the first cell counts to that one. Empty when there are no cells.
   */
  public Optional<CellPosition> position(int documentOffset) {
    int line = lines.at(documentOffset);
    return IntStream.range(0, cells.size())
        .filter(i -> i == 0 || line(i) <= line)
        .boxed()
        .reduce((a, b) -> b)
        .map(i -> new CellPosition(i, cells.get(i).map().toSource(documentOffset)));
  }

  @Override
  public PercentScript withSource(CellId cell, String source) {
    int index =
        notebook
            .indexOf(cell)
            .orElseThrow(() -> new IllegalArgumentException("no cell has the id " + cell));
    if (source.equals(notebook.cell(index).source())) {
      return this;
    }
    String text = new ScriptEdit(lines, cells.get(index)).apply(source);
    return new PercentScript(new TextLines(text), notebook.cells().stream().map(Cell::id).toList());
  }
}
