package dev.freshet.analyzer.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedMap;

/**
 * Where the cells lie in an {@code .ipynb} text.
 *
 * @param text without a byte order mark
 * @param cells the cell array's place
 * @param elements the cells' places
 * @param withIds whether the format gives every cell an id
 */
record NotebookLayout(
    String text, JsonStyle style, TextSpan cells, List<TextSpan> elements, boolean withIds) {

  CellText cell(int index) {
    TextSpan span = elements.get(index);
    return CellText.of(span.of(text), style, indentAt(span.start()));
  }

  /** The line, from 0, on which a line of a cell's source stands, or the cell's source does. */
  int sourceLine(int index, int sourceLine) {
    TextSpan span = elements.get(index);
    int place = span.start();
    for (JsonScan.Member member : JsonScan.members(span.of(text))) {
      if (member.key().equals("source")) {
        int at = span.start() + member.value().start();
        place = at + lineInside(member.value().of(span.of(text)), sourceLine);
      }
    }
    return (int) text.substring(0, place).chars().filter(c -> c == '\n').count();
  }

  // In an array of strings, where the one begins that holds a line of the joined text.
  private static int lineInside(String value, int line) {
    if (!value.startsWith("[")) {
      return 0;
    }
    JsonNode strings = JsonScan.tree(value);
    List<TextSpan> places = JsonScan.elements(value);
    int found = 0;
    long begun = 0;
    for (int i = 0; i < places.size() && begun <= line; i++) {
      found = places.get(i).start();
      begun += strings.get(i).asText().chars().filter(c -> c == '\n').count();
    }
    return found;
  }

  /** The text with the cells at some indices replaced. */
  String withCells(SortedMap<Integer, String> replaced) {
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (var entry : replaced.entrySet()) {
      TextSpan span = elements.get(entry.getKey());
      out.append(text, done, span.start()).append(entry.getValue());
      done = span.end();
    }
    return out.append(text, done, text.length()).toString();
  }

  String withInserted(int index, Cell cell) {
    if (elements.isEmpty()) {
      String indent = indentAt(cells.start());
      String inner = indent + style.indent();
      String line = style.pretty() ? style.newline() : "";
      String created = CellText.create(cell, withIds, style, inner);
      return splice(cells, "[" + line + inner + created + line + indent + "]");
    }
    TextSpan neighbour = elements.get(Math.min(index, elements.size() - 1));
    String created = CellText.create(cell, withIds, style, indentAt(neighbour.start()));
    boolean last = index == elements.size();
    int at = last ? neighbour.end() : neighbour.start();
    return splice(new TextSpan(at, at), last ? separator() + created : created + separator());
  }

  String withRemoved(int index) {
    if (elements.size() == 1) {
      return splice(cells, "[]");
    }
    TextSpan span = elements.get(index);
    return index == elements.size() - 1
        ? splice(new TextSpan(elements.get(index - 1).end(), span.end()), "")
        : splice(new TextSpan(span.start(), elements.get(index + 1).start()), "");
  }

  private String separator() {
    if (elements.size() > 1) {
      return text.substring(elements.get(0).end(), elements.get(1).start());
    }
    return style.pretty()
        ? "," + style.newline() + indentAt(elements.get(0).start())
        : style.comma();
  }

  private String splice(TextSpan span, String part) {
    return text.substring(0, span.start()) + part + text.substring(span.end());
  }

  private String indentAt(int offset) {
    int start = text.lastIndexOf('\n', offset - 1) + 1;
    int end = start;
    while (end < offset && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return style.pretty() ? text.substring(start, end) : "";
  }
}
