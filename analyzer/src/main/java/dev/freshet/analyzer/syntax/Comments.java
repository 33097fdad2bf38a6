package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.notebook.SourceRange;
import java.util.ArrayList;
import java.util.List;

/** Finds the comments of a cell: what begins with {@code #} between two tokens. */
public final class Comments {
  private final String source;
  private final List<SourceRange> tokens = new ArrayList<>();
  private final List<SourceRange> lines = new ArrayList<>();
  private final List<Comment> found = new ArrayList<>();

  private Comments(String source) {
    this.source = source;
  }

  /** The comments in order; never throws, whatever the text. */
  public static List<Comment> in(String source) {
    Comments comments = new Comments(source);
    comments.read();
    comments.find();
    return List.copyOf(comments.found);
  }

  /**
   * The code, from its first token to its last, of the logical line that holds an offset, or that
   * follows it; empty at the end of the text.
   */
  public static SourceRange lineAt(String source, int offset) {
    Comments comments = new Comments(source);
    comments.read();
    return comments.lines.stream()
        .filter(line -> offset <= line.end())
        .findFirst()
        .orElse(new SourceRange(source.length(), source.length()));
  }

  private void read() {
    int length = source.length();
    char[] text = new char[length + 1];
    source.getChars(0, length, text, 0);
    Lexer lexer = new Lexer(text, length, new Problems(), false);
    lexer.run(0, true);
    int first = -1;
    int last = 0;
    for (int i = 0; i < lexer.tokens.size(); i++) {
      Tok token = lexer.tokens.get(i);
      boolean shown = token.end > token.start && token.type != PythonParser.NEWLINE;
      if (shown && token.type != PythonParser.INDENT && token.type != PythonParser.DEDENT) {
        tokens.add(new SourceRange(token.start, token.end));
        first = first < 0 ? token.start : first;
        last = token.end;
      } else if (token.type == PythonParser.NEWLINE && first >= 0) {
        lines.add(new SourceRange(first, last));
        first = -1;
      }
    }
  }

  private void find() {
    int from = 0;
    for (SourceRange token : tokens) {
      between(from, token.start());
      from = Math.max(from, token.end());
    }
    between(from, source.length());
  }

  private void between(int from, int to) {
    int at = source.indexOf('#', from);
    while (at >= 0 && at < to) {
      int end = lineEnd(at);
      found.add(comment(at, end));
      at = source.indexOf('#', end);
    }
  }

  private Comment comment(int start, int end) {
    int lineStart = source.lastIndexOf('\n', start) + 1;
    boolean alone = source.substring(lineStart, start).isBlank();
    boolean atTop = tokens.isEmpty() || start < tokens.get(0).start();
    return new Comment(new SourceRange(start, end), alone, atTop, about(start, end, alone));
  }

  private SourceRange about(int start, int end, boolean alone) {
    for (SourceRange line : lines) {
      if (line.start() < start && start < line.end()) {
        return physicalLine(alone ? Math.min(end + 1, source.length()) : start);
      }
      boolean endsHere = line.end() <= start && lineEnd(line.end()) == end;
      if (endsHere || line.start() >= end) {
        return line;
      }
    }
    return new SourceRange(end, end);
  }

  private SourceRange physicalLine(int at) {
    int start = source.lastIndexOf('\n', at - 1) + 1;
    return new SourceRange(start, lineEnd(start));
  }

  private int lineEnd(int at) {
    int end = source.indexOf('\n', at);
    return end < 0 ? source.length() : end;
  }
}
