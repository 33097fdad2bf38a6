package dev.freshet.server.lsp.docs;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.CellPosition;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.notebook.StoredOutputs;
import dev.freshet.server.text.ColumnUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.lsp4j.NotebookCell;
import org.eclipse.lsp4j.NotebookCellArrayChange;
import org.eclipse.lsp4j.NotebookDocumentChangeEvent;
import org.eclipse.lsp4j.NotebookDocumentChangeEventCellStructure;
import org.eclipse.lsp4j.NotebookDocumentChangeEventCellTextContent;
import org.eclipse.lsp4j.NotebookDocumentChangeEventCells;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentItem;
import org.jspecify.annotations.Nullable;

/**
 * A notebook that the client keeps in step by {@code notebookDocument/*}. Texts are kept by URI, so
 * that a cell that is moved without its text keeps it.
 */
public final class SyncedNotebook implements OpenNotebook {
  private final String uri;
  private final ColumnUnit unit;
  private final List<SyncedCell> cells;
  private final Map<String, OpenText> texts;
  private final Notebook notebook;

  private SyncedNotebook(
      String uri, ColumnUnit unit, List<SyncedCell> cells, Map<String, OpenText> texts) {
    this.uri = uri;
    this.unit = unit;
    this.cells = List.copyOf(cells);
    this.texts = Map.copyOf(texts);
    this.notebook = build();
  }

  /** The notebook that a client opened; either list may be missing. */
  public static SyncedNotebook open(
      String uri,
      @Nullable List<NotebookCell> cells,
      @Nullable List<TextDocumentItem> documents,
      ColumnUnit unit) {
    Map<String, OpenText> texts = new HashMap<>();
    for (TextDocumentItem document : orEmpty(documents)) {
      texts.put(document.getUri(), new OpenText(document.getText(), unit));
    }
    return new SyncedNotebook(
        uri, unit, orEmpty(cells).stream().map(SyncedCell::of).toList(), texts);
  }

  /**
   * The notebook after one change.
   *
   * @throws IllegalArgumentException if the change does not fit, which means that client and server
   *     are out of step
   */
  public SyncedNotebook apply(NotebookDocumentChangeEvent event) {
    NotebookDocumentChangeEventCells change = event.getCells();
    if (change == null) {
      return this;
    }
    List<SyncedCell> newCells = new ArrayList<>(cells);
    Map<String, OpenText> newTexts = new HashMap<>(texts);
    if (change.getStructure() != null) {
      restructure(change.getStructure(), newCells, newTexts);
    }
    for (NotebookCell data : orEmpty(change.getData())) {
      SyncedCell cell = SyncedCell.of(data);
      newCells.replaceAll(old -> old.uri().equals(cell.uri()) ? cell : old);
    }
    for (NotebookDocumentChangeEventCellTextContent content : orEmpty(change.getTextContent())) {
      String document = content.getDocument().getUri();
      OpenText old = newTexts.getOrDefault(document, new OpenText("", unit));
      newTexts.put(document, old.apply(orEmpty(content.getChanges())));
    }
    return new SyncedNotebook(uri, unit, newCells, newTexts);
  }

  private void restructure(
      NotebookDocumentChangeEventCellStructure structure,
      List<SyncedCell> newCells,
      Map<String, OpenText> newTexts) {
    NotebookCellArrayChange array = structure.getArray();
    int start = array.getStart();
    int end = start + array.getDeleteCount();
    if (start < 0 || end < start || end > newCells.size()) {
      throw new IllegalArgumentException(
          "cells " + start + " to " + end + " of " + newCells.size() + " were to be replaced");
    }
    List<SyncedCell> replaced = newCells.subList(start, end);
    replaced.clear();
    newCells.addAll(start, orEmpty(array.getCells()).stream().map(SyncedCell::of).toList());
    orEmpty(structure.getDidClose()).forEach(closed -> newTexts.remove(closed.getUri()));
    for (TextDocumentItem opened : orEmpty(structure.getDidOpen())) {
      newTexts.put(opened.getUri(), new OpenText(opened.getText(), unit));
    }
  }

  private Notebook build() {
    Set<String> taken = new HashSet<>();
    List<Cell> built = new ArrayList<>();
    for (SyncedCell cell : cells) {
      String id = cell.id().filter(taken::add).orElseGet(() -> unused(cell.uri(), taken));
      built.add(cell.cell(new CellId(id), text(cell.uri())));
    }
    return Notebook.python(built);
  }

  @Override
  public Map<CellId, StoredOutputs> storedOutputs() {
    Map<CellId, StoredOutputs> stored = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      CellId id = notebook.cell(i).id();
      cells.get(i).outputs().ifPresent(outputs -> stored.put(id, outputs));
    }
    return stored;
  }

  private static String unused(String wanted, Set<String> taken) {
    String id = wanted;
    for (int i = 2; !taken.add(id); i++) {
      id = wanted + "-" + i;
    }
    return id;
  }

  private OpenText text(String document) {
    return Objects.requireNonNullElseGet(texts.get(document), () -> new OpenText("", unit));
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
  public List<String> documents() {
    return cells.stream().map(SyncedCell::uri).distinct().toList();
  }

  @Override
  public String documentOf(int index) {
    return cells.get(index).uri();
  }

  @Override
  public boolean cellsAreDocuments() {
    return true;
  }

  @Override
  public Range range(int index, SourceRange range) {
    return text(documentOf(index)).range(range.start(), range.end());
  }

  @Override
  public Range extent(int index) {
    OpenText text = text(documentOf(index));
    return text.range(0, text.text().length());
  }

  @Override
  public Range headline(int index) {
    OpenText text = text(documentOf(index));
    int first = 0;
    while (first < text.text().length() && Character.isWhitespace(text.text().charAt(first))) {
      first++;
    }
    return text.line(first < text.text().length() ? first : 0);
  }

  @Override
  public String title(int index) {
    return "";
  }

  @Override
  public Optional<CellPosition> at(String document, Position position) {
    for (int i = 0; i < cells.size(); i++) {
      if (documentOf(i).equals(document)) {
        return Optional.of(new CellPosition(i, text(document).offset(position)));
      }
    }
    return Optional.empty();
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
