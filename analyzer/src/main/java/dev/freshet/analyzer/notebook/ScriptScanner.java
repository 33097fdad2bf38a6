package dev.freshet.analyzer.notebook;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Cuts a script into blocks at its cell markers, which do not count inside strings. */
final class ScriptScanner {
  /**
   * A cell's lines.
   *
   * @param markerLine -1 for the text before the first marker
   * @param from first line, blank ones skipped
   * @param to line after the last one, blank ones left out
   */
  record Block(int markerLine, CellMarker marker, int from, int to) {
    boolean isEmpty() {
      return from == to;
    }
  }

  private final TextLines lines;
  private final StringTracker strings = new StringTracker();
  private final List<Block> blocks = new ArrayList<>();
  private final BitSet insideString = new BitSet();
  private boolean magics;

  private ScriptScanner(TextLines lines) {
    this.lines = lines;
  }

  /** Scans the lines from {@code first} on. */
  static ScriptScanner scan(TextLines lines, int first) {
    ScriptScanner scanner = new ScriptScanner(lines);
    if (scanner.run(first, false)) {
      return scanner;
    }
    // A string that never ends is being typed: the cells below must not vanish meanwhile.
    ScriptScanner tolerant = new ScriptScanner(lines);
    tolerant.run(first, true);
    return tolerant;
  }

  List<Block> blocks() {
    return blocks;
  }

  boolean isInsideString(int line) {
    return insideString.get(line);
  }

  boolean hasMarkers() {
    return blocks.stream().anyMatch(block -> block.markerLine() >= 0);
  }

  /** Whether some line is a magic that is not commented out. */
  boolean hasMagics() {
    return magics;
  }

  // Answers whether every string came to its end.
  private boolean run(int first, boolean markersWin) {
    int markerLine = -1;
    CellMarker marker = CellMarker.none();
    int from = first;
    boolean foreign = false;
    boolean complete = true;
    for (int i = first; i < lines.size(); i++) {
      String line = lines.line(i);
      insideString.set(i, strings.inside());
      Optional<CellMarker> next =
          strings.inside() && !markersWin ? Optional.empty() : CellMarker.of(line);
      if (next.isPresent()) {
        add(markerLine, marker, from, i);
        markerLine = i;
        marker = next.get();
        from = i + 1;
        foreign = marker.kind() == CellKind.RAW;
        strings.reset();
      } else if (!foreign) {
        foreign = advance(line);
      }
      complete = !strings.inside();
    }
    add(markerLine, marker, from, lines.size());
    return complete;
  }

  // Answers whether the rest of the cell is not Python.
  private boolean advance(String line) {
    if (!strings.inside() && LineCoding.isMagic(line)) {
      magics = true;
      return line.startsWith("%%");
    }
    strings.advance(line);
    return false;
  }

  private void add(int markerLine, CellMarker marker, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && lines.isBlank(start)) {
      start++;
    }
    while (end > start && lines.isBlank(end - 1)) {
      end--;
    }
    if (markerLine >= 0 || start < end) {
      blocks.add(new Block(markerLine, marker, start, end));
    }
  }
}
