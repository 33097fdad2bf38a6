package dev.freshet.analyzer.notebook;

import java.util.ArrayList;
import java.util.List;

/** Replaces the text of one cell of a script, leaving its unchanged lines as they are. */
final class ScriptEdit {
  private final TextLines lines;
  private final ScriptCell cell;
  private final String document;

  ScriptEdit(TextLines lines, ScriptCell cell) {
    this.lines = lines;
    this.cell = cell;
    this.document = lines.text();
  }

  /** The document with the cell's source replaced. */
  String apply(String source) {
    String head = cell.map().head();
    if (head.isEmpty()) {
      return splice(coded(source, cell.coding()));
    }
    if (source.equals(head) || source.startsWith(head + "\n")) {
      String body = source.substring(Math.min(source.length(), head.length() + 1));
      return splice(body.isEmpty() ? List.of("") : coded(body, LineCoding.COMMENT));
    }
    return withoutLanguage(splice(fresh(source, LineCoding.MAGIC)));
  }

  private List<String> coded(String source, LineCoding coding) {
    List<String> coded = fresh(source, coding);
    List<String> now = List.of(source.split("\n", -1));
    List<SourceMap.Line> before = cell.map().lines();
    int most = Math.min(now.size(), before.size());
    int same = 0;
    while (same < most && isAt(before.get(same), now.get(same))) {
      coded.set(same, held(before.get(same)));
      same++;
    }
    for (int i = 1; i <= most - same; i++) {
      SourceMap.Line line = before.get(before.size() - i);
      if (!isAt(line, now.get(now.size() - i))) {
        break;
      }
      coded.set(now.size() - i, held(line));
    }
    return coded;
  }

  private static List<String> fresh(String source, LineCoding coding) {
    StringTracker strings = new StringTracker();
    List<String> coded = new ArrayList<>();
    for (String line : source.split("\n", -1)) {
      coded.add(coding.encode(line, strings.inside()));
      strings.advance(line);
    }
    return coded;
  }

  private boolean isAt(SourceMap.Line line, String text) {
    return line.text(document).equals(text);
  }

  private String held(SourceMap.Line line) {
    return document.substring(line.lineStart(), line.end());
  }

  private String splice(List<String> coded) {
    List<SourceMap.Line> before = cell.map().lines();
    int start = before.get(0).lineStart();
    int end = before.get(before.size() - 1).end();
    String newline = lines.newline();
    String part = String.join(newline, coded);
    if (cell.block().isEmpty()) {
      part = newline + part;
    }
    return document.substring(0, start) + part + document.substring(end);
  }

  // The cell is no longer in the language that its marker names.
  private String withoutLanguage(String text) {
    int line = cell.block().markerLine();
    String marker =
        lines.line(line).replaceAll("\\s(?:language|magic_args)=\"(?:[^\"\\\\]|\\\\.)*\"", "");
    return text.substring(0, lines.start(line)) + marker + text.substring(lines.end(line));
  }
}
