package dev.freshet.analyzer.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One cell of a script: where it lies, and how its text is coded there. */
record ScriptCell(ScriptScanner.Block block, LineCoding coding, SourceMap map) {
  private static final Pattern OPENING = Pattern.compile("\\s*r?(\"\"\"|''')");

  /**
   * The cell of a block.
   *
   * @param code how Python code stands in this script
   */
  static ScriptCell of(TextLines lines, ScriptScanner scan, int index, LineCoding code) {
    ScriptScanner.Block block = scan.blocks().get(index);
    CellMarker marker = block.marker();
    List<SourceMap.Line> quoted = marker.kind() == CellKind.CODE ? List.of() : quoted(lines, block);
    LineCoding coding = quoted.isEmpty() ? coding(marker, code) : LineCoding.PLAIN;
    List<SourceMap.Line> map = quoted.isEmpty() ? decoded(lines, scan, block, coding) : quoted;
    int anchor = lines.start(Math.max(0, block.markerLine()));
    return new ScriptCell(block, coding, new SourceMap(magic(marker), anchor, map));
  }

  private static LineCoding coding(CellMarker marker, LineCoding code) {
    if (marker.isInactive()) {
      return LineCoding.PLAIN;
    }
    boolean comment =
        marker.kind() != CellKind.CODE
            || !magic(marker).isEmpty()
            || marker.key("active").equals("ipynb");
    return comment ? LineCoding.COMMENT : code;
  }

  /** The cell magic that a {@code language} key stands for, or empty. */
  static String magic(CellMarker marker) {
    String language = marker.key("language");
    if (marker.kind() != CellKind.CODE
        || language.isEmpty()
        || language.equals(KernelLanguage.PYTHON)) {
      return "";
    }
    String arguments = marker.key("magic_args");
    return "%%" + language + (arguments.isEmpty() ? "" : " " + arguments);
  }

  private static List<SourceMap.Line> decoded(
      TextLines lines, ScriptScanner scan, ScriptScanner.Block block, LineCoding coding) {
    List<SourceMap.Line> map = new ArrayList<>();
    for (int i = block.from(); i < block.to(); i++) {
      TextSpan sign = coding.sign(lines.line(i), scan.isInsideString(i));
      int start = lines.start(i);
      map.add(new SourceMap.Line(start, sign.start(), start + sign.end(), lines.end(i)));
    }
    if (map.isEmpty()) {
      int anchor = lines.end(block.markerLine());
      map.add(SourceMap.Line.plain(anchor, anchor));
    }
    return map;
  }

  /** The lines between triple quotes, empty when the cell is not one string. */
  private static List<SourceMap.Line> quoted(TextLines lines, ScriptScanner.Block block) {
    if (block.isEmpty()) {
      return List.of();
    }
    Matcher opening = OPENING.matcher(lines.line(block.from()));
    String last = lines.line(block.to() - 1).stripTrailing();
    if (!opening.lookingAt() || !last.endsWith(opening.group(1))) {
      return List.of();
    }
    int start = lines.start(block.from()) + opening.end();
    int end = lines.start(block.to() - 1) + last.length() - opening.group(1).length();
    return start > end ? List.of() : between(lines, block, start, end);
  }

  private static List<SourceMap.Line> between(
      TextLines lines, ScriptScanner.Block block, int start, int end) {
    List<SourceMap.Line> map = new ArrayList<>();
    for (int i = block.from(); i < block.to(); i++) {
      int from = Math.max(start, lines.start(i));
      int to = Math.min(end, lines.end(i));
      boolean quotesAlone = from == to && (i == block.from() || i == block.to() - 1);
      if (!quotesAlone) {
        map.add(SourceMap.Line.plain(from, to));
      }
    }
    return map.isEmpty() ? List.of(SourceMap.Line.plain(start, start)) : map;
  }
}
