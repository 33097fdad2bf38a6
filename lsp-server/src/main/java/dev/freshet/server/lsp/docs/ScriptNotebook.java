package dev.freshet.server.lsp.docs;

import dev.freshet.analyzer.notebook.CellMatching;
import dev.freshet.analyzer.notebook.CellPosition;
import dev.freshet.analyzer.notebook.DocumentFormat;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.PercentScript;
import dev.freshet.analyzer.notebook.SourceRange;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/**
 * A script with marked cells in a text editor. A script without marks is somebody's ordinary
 * module: it has no cells here, so that editors show nothing of ours in it.
 */
public final class ScriptNotebook implements OpenNotebook {
  private final String uri;
  private final OpenText text;
  private final PercentScript script;
  private final Notebook notebook;

  /**
   * Reads a script.
   *
   * @param before what the document held before the last edit: cells that are still there keep
   *     their identity
   */
  public ScriptNotebook(String uri, OpenText text, Notebook before) {
    this.uri = uri;
    this.text = text;
    this.script = PercentScript.parse(text.text());
    boolean marked = script.format() != DocumentFormat.SCRIPT;
    boolean python = script.notebook().language().equals("python");
    this.notebook =
        marked && python
            ? CellMatching.carryIds(before, script.notebook(), script.namedIds())
            : Notebook.python(List.of());
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
    return List.of(uri);
  }

  @Override
  public String documentOf(int index) {
    return uri;
  }

  @Override
  public boolean cellsAreDocuments() {
    return false;
  }

  @Override
  public Range range(int index, SourceRange range) {
    return text.range(
        script.documentOffset(new CellPosition(index, range.start())),
        script.documentOffset(new CellPosition(index, range.end())));
  }

  @Override
  public Range extent(int index) {
    Position start = new Position(script.line(index), 0);
    boolean last = index + 1 == notebook.cells().size();
    Position end =
        last ? text.position(text.text().length()) : new Position(script.line(index + 1), 0);
    return new Range(start, end);
  }

  @Override
  public Range headline(int index) {
    return text.line(text.offset(new Position(script.line(index), 0)));
  }

  @Override
  public String title(int index) {
    return script.title(index);
  }

  @Override
  public Optional<CellPosition> at(String document, Position position) {
    return notebook.cells().isEmpty() ? Optional.empty() : script.position(text.offset(position));
  }
}
