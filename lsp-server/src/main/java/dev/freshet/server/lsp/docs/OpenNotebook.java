package dev.freshet.server.lsp.docs;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.CellPosition;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.notebook.StoredOutputs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/** A notebook that an editor holds open, and where its cells lie in the editor's documents. */
public interface OpenNotebook {
  /** What the client calls the notebook or, without notebooks, the text document. */
  String uri();

  Notebook notebook();

  /** The documents that hold cells, each once. */
  List<String> documents();

  /** The document that holds a cell. */
  String documentOf(int index);

  /** Whether each cell is a document of its own. */
  boolean cellsAreDocuments();

  /** Whether a cell's source stands in its document as it is, so that it can be edited there. */
  default boolean holdsSources() {
    return true;
  }

  /** Where a part of a cell's source lies in its document. */
  Range range(int index, SourceRange range);

  /** All that belongs to a cell in its document, its marker line included. */
  Range extent(int index);

  /** The line that stands for the cell: its marker, else its first line of text. */
  Range headline(int index);

  /** The cell's title, or empty. */
  String title(int index);

  /** What is known of the last runs of the cells, whoever ran them; no entry where nothing is. */
  default Map<CellId, StoredOutputs> storedOutputs() {
    return Map.of();
  }

  /** The cell at a position of a document. */
  Optional<CellPosition> at(String document, Position position);
}
