package dev.freshet.server.lsp.docs;

import dev.freshet.server.text.ColumnUnit;
import dev.freshet.server.text.LineIndex;
import java.util.List;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.jspecify.annotations.Nullable;

/** The text of one document, its lines ending in {@code \n}, and how it translates positions. */
public final class OpenText {
  private final String text;
  private final LineIndex lines;
  private final ColumnUnit unit;

  public OpenText(String text, ColumnUnit unit) {
    this.text = LineIndex.normalize(text);
    this.lines = new LineIndex(this.text);
    this.unit = unit;
  }

  public String text() {
    return text;
  }

  ColumnUnit unit() {
    return unit;
  }

  /** Applies changes in their order; one without a range replaces everything. */
  public OpenText apply(List<TextDocumentContentChangeEvent> changes) {
    OpenText changed = this;
    for (TextDocumentContentChangeEvent change : changes) {
      changed = changed.apply(change.getRange(), LineIndex.normalize(change.getText()));
    }
    return changed;
  }

  private OpenText apply(@Nullable Range range, String inserted) {
    if (range == null) {
      return new OpenText(inserted, unit);
    }
    int start = offset(range.getStart());
    int end = Math.max(start, offset(range.getEnd()));
    return new OpenText(text.substring(0, start) + inserted + text.substring(end), unit);
  }

  public int offset(Position position) {
    return lines.offset(position.getLine(), position.getCharacter(), unit);
  }

  public Position position(int offset) {
    return new Position(lines.line(offset), lines.column(offset, unit));
  }

  public Range range(int start, int end) {
    return new Range(position(start), position(end));
  }

  /** The whole line that holds an offset. */
  public Range line(int offset) {
    int line = lines.line(offset);
    return new Range(new Position(line, 0), position(lines.end(line)));
  }
}
