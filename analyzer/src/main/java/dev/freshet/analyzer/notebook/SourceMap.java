package dev.freshet.analyzer.notebook;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Which place of a document each place of a cell's source comes from. */
final class SourceMap {
  /**
   * One line of a source.
   *
   * @param lineStart document offset at which the line begins
   * @param indent the length of the indentation in front of a comment sign that is not the user's
   * @param start document offset of the user's text
   * @param end document offset after the user's text
   */
  record Line(int lineStart, int indent, int start, int end) {
    Line {
      if (indent < 0 || lineStart + indent > start || start > end) {
        throw new IllegalArgumentException("bad line " + lineStart + ", " + start + ", " + end);
      }
    }

    /** A line that is all the user's. */
    static Line plain(int start, int end) {
      return new Line(start, 0, start, end);
    }

    int length() {
      return indent + end - start;
    }

    String text(String document) {
      return document.substring(lineStart, lineStart + indent) + document.substring(start, end);
    }

    int toDocument(int column) {
      return column < indent ? lineStart + column : Math.min(end, start + column - indent);
    }

    int toColumn(int offset) {
      return offset <= lineStart + indent
          ? Math.max(0, offset - lineStart)
          : indent + Math.min(Math.max(start, offset), end) - start;
    }
  }

  private final String head;
  private final int headAt;
  private final List<Line> lines;
  private final int[] sourceStarts;

  /**
   * @param head a first source line that the document only implies, or empty
   * @param headAt the document offset that stands for the head
   * @param lines at least one
   */
  SourceMap(String head, int headAt, List<Line> lines) {
    this.head = head;
    this.headAt = headAt;
    this.lines = List.copyOf(lines);
    this.sourceStarts = new int[lines.size()];
    sourceStarts[0] = head.isEmpty() ? 0 : head.length() + 1;
    for (int i = 1; i < sourceStarts.length; i++) {
      sourceStarts[i] = sourceStarts[i - 1] + lines.get(i - 1).length() + 1;
    }
  }

  String head() {
    return head;
  }

  List<Line> lines() {
    return lines;
  }

  String source(String document) {
    String body = lines.stream().map(line -> line.text(document)).collect(Collectors.joining("\n"));
    return head.isEmpty() || body.isEmpty() ? head + body : head + "\n" + body;
  }

  int toDocument(int sourceOffset) {
    if (sourceOffset < sourceStarts[0]) {
      return headAt;
    }
    int found = Arrays.binarySearch(sourceStarts, sourceOffset);
    int line = found >= 0 ? found : -found - 2;
    return lines.get(line).toDocument(sourceOffset - sourceStarts[line]);
  }

  /** The nearest place of the source to a document offset. */
  int toSource(int documentOffset) {
    if (documentOffset < lines.get(0).lineStart()) {
      return 0;
    }
    int line = 0;
    while (line + 1 < lines.size() && lines.get(line + 1).lineStart() <= documentOffset) {
      line++;
    }
    boolean headAlone = lines.size() == 1 && lines.get(0).length() == 0;
    return headAlone ? 0 : sourceStarts[line] + lines.get(line).toColumn(documentOffset);
  }
}
