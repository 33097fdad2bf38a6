package dev.freshet.analyzer.notebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An {@code .ipynb} file of nbformat 4.0 to 4.5 as a value. Changes replace only the JSON values
 * that they are about: everything else keeps its bytes, so an unchanged notebook is written as it
 * was read. Ids that the file does not hold are made up, kept through changes, and never written.
 */
public final class NotebookFile implements NotebookDocument {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final String mark;
  private final NotebookLayout layout;
  private final Notebook notebook;
  private final List<String> warnings;

  private NotebookFile(
      String mark, NotebookLayout layout, Notebook notebook, List<String> warnings) {
    this.mark = mark;
    this.layout = layout;
    this.notebook = notebook;
    this.warnings = List.copyOf(warnings);
  }

  /** Reads a file's bytes; throws {@link UnreadableNotebookException}. */
  public static NotebookFile parse(byte[] bytes) {
    return parse(Utf8.decode(bytes));
  }

  /** Reads a file's text; throws {@link UnreadableNotebookException}. */
  public static NotebookFile parse(String text) {
    String mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
    NotebookLayout layout = NotebookReader.layout(text.substring(mark.length()));
    List<String> warnings = new ArrayList<>();
    List<Cell> cells = new CellReader(layout, warnings).read();
    String language = NotebookReader.language(layout.text());
    return new NotebookFile(mark, layout, new Notebook(language, cells), warnings);
  }

  @Override
  public DocumentFormat format() {
    return DocumentFormat.IPYNB;
  }

  @Override
  public Notebook notebook() {
    return notebook;
  }

  @Override
  public OptionalInt python() {
    return NotebookReader.python(layout.text());
  }

  @Override
  public Set<CellId> namedIds() {
    return IntStream.range(0, notebook.cells().size())
        .filter(i -> layout.cell(i).get("id").map(id -> id.asText()).equals(idText(i)))
        .mapToObj(i -> notebook.cell(i).id())
        .collect(Collectors.toSet());
  }

  private Optional<String> idText(int index) {
    return Optional.of(notebook.cell(index).id().value());
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public String text() {
    return mark + layout.text();
  }

  @Override
  public int firstLine(int index) {
    return lineOf(index, 0);
  }

  @Override
  public int lineOf(int index, int sourceLine) {
    return layout.sourceLine(index, sourceLine);
  }

  /** The outputs of a cell, each long text joined into one string; empty for Markdown cells. */
  public ArrayNode outputs(CellId cell) {
    return layout.cell(index(cell)).outputs();
  }

  /** What the file keeps of the last runs of its code cells. */
  public Map<CellId, StoredOutputs> storedOutputs() {
    Map<CellId, StoredOutputs> stored = new LinkedHashMap<>();
    for (int i = 0; i < notebook.cells().size(); i++) {
      if (notebook.cell(i).isCode()) {
        CellText cell = layout.cell(i);
        int size = cell.object().value("outputs").map(String::length).orElse(0);
        stored.put(notebook.cell(i).id(), StoredOutputs.of(cell.outputs(), size));
      }
    }
    return stored;
  }

  /** This file with some cells changed; with no difference to their present state, this file. */
  public NotebookFile with(List<? extends CellChange> changes) {
    SortedMap<Integer, String> changed = new TreeMap<>();
    for (CellChange change : changes) {
      int index = index(change.cell());
      check(change, notebook.cell(index));
      String before = changed.get(index);
      if (before != null || !isPresent(change, notebook.cell(index))) {
        CellText cell = layout.cell(index);
        CellText latest =
            before == null ? cell : CellText.of(before, layout.style(), cell.object().indent());
        changed.put(index, latest.with(change).object().text());
      }
    }
    return changed.isEmpty() ? this : reread(layout.withCells(changed), ids());
  }

  @Override
  public NotebookFile withSource(CellId cell, String source) {
    return with(List.of(new CellChange.SetSource(cell, source)));
  }

  public NotebookFile withOutputs(CellId cell, ArrayNode outputs, OptionalInt executionCount) {
    return with(List.of(new CellChange.SetOutputs(cell, outputs, executionCount)));
  }

  public NotebookFile withTags(CellId cell, List<String> tags) {
    return with(List.of(new CellChange.SetTags(cell, tags)));
  }

  /** This file with a cell without outputs inserted before the one at {@code index}. */
  public NotebookFile withInserted(int index, Cell cell) {
    List<CellId> ids = ids();
    ids.add(index, cell.id());
    return reread(layout.withInserted(index, cell), ids);
  }

  public NotebookFile withRemoved(CellId cell) {
    int index = index(cell);
    List<CellId> ids = ids();
    ids.remove(index);
    return reread(layout.withRemoved(index), ids);
  }

  private NotebookFile reread(String text, List<CellId> ids) {
    NotebookLayout changed = NotebookReader.layout(text);
    List<Cell> cells = new CellReader(changed, new ArrayList<>()).reread(ids);
    return new NotebookFile(mark, changed, new Notebook(notebook.language(), cells), warnings);
  }

  // A text that only says what the model says already is not written again: the file may hold
  // other line ends.
  private static boolean isPresent(CellChange change, Cell cell) {
    if (change instanceof CellChange.SetSource set) {
      return set.source().equals(cell.source());
    }
    return change instanceof CellChange.SetTags set && set.tags().equals(cell.tags());
  }

  private static void check(CellChange change, Cell cell) {
    if (change instanceof CellChange.SetOutputs && !cell.isCode()) {
      throw new IllegalArgumentException("cell " + cell.id() + " is not code");
    }
  }

  private List<CellId> ids() {
    return new ArrayList<>(notebook.cells().stream().map(Cell::id).toList());
  }

  private int index(CellId cell) {
    return notebook
        .indexOf(cell)
        .orElseThrow(() -> new IllegalArgumentException("no cell has the id " + cell));
  }
}
