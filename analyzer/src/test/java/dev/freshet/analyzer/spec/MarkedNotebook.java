package dev.freshet.analyzer.spec;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.CellPosition;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.PercentScript;
import dev.freshet.analyzer.notebook.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A notebook of the test notation: a {@code # %%} script whose markers' titles are the cells' ids,
 * with marks taken out of the code. {@code $0} is the cursor; {@code # ^^^ text} points at the line
 * above ({@code #^^^} at its first column as well); {@code # error: text} is about its own line.
 */
public record MarkedNotebook(
    Notebook notebook, List<SpecMark> marks, Optional<CellPosition> cursor) {
  private static final String CURSOR = "$0";
  private static final Pattern POINTER = Pattern.compile("\\s*#\\s*(\\^+)\\s*(\\S.*)");
  private static final Pattern ERROR = Pattern.compile("\\s*# (error: .*)");

  public MarkedNotebook {
    marks = List.copyOf(marks);
  }

  /** Reads a {@code python} fence. */
  public static MarkedNotebook parse(String text) {
    PercentScript script = PercentScript.parse(text);
    List<Cell> cells = new ArrayList<>();
    List<SpecMark> marks = new ArrayList<>();
    Optional<CellPosition> cursor = Optional.empty();
    for (int i = 0; i < script.notebook().cells().size(); i++) {
      Cell cell = script.notebook().cell(i);
      String title = script.title(i);
      Cell named = title.isEmpty() ? cell : cell.withId(new CellId(title));
      int at = unmarked(cell.source(), named.id(), new ArrayList<>()).indexOf(CURSOR);
      if (at >= 0) {
        cursor = Optional.of(new CellPosition(i, at));
      }
      String code = cell.source().replace(CURSOR, "");
      cells.add(named.withSource(unmarked(code, named.id(), marks)));
    }
    return new MarkedNotebook(new Notebook("python", cells), marks, cursor);
  }

  private static String unmarked(String source, CellId cell, List<SpecMark> marks) {
    StringBuilder code = new StringBuilder();
    int lineStart = 0;
    for (String line : source.split("\n", -1)) {
      Matcher pointer = POINTER.matcher(line);
      if (pointer.matches()) {
        marks.add(new SpecMark(cell, pointed(pointer, lineStart), false, pointer.group(2).strip()));
      } else {
        code.append(code.isEmpty() ? "" : "\n");
        lineStart = code.length();
        code.append(withoutError(line, cell, lineStart, marks));
      }
    }
    return code.toString();
  }

  // Carets right after the comment sign mean its column too: nothing else could point there.
  private static SourceRange pointed(Matcher pointer, int lineStart) {
    boolean adjacent = pointer.group().charAt(pointer.start(1) - 1) == '#';
    int first = pointer.start(1) - (adjacent ? 1 : 0);
    return new SourceRange(lineStart + first, lineStart + pointer.end(1));
  }

  private static String withoutError(
      String line, CellId cell, int lineStart, List<SpecMark> marks) {
    Matcher error = ERROR.matcher(line);
    if (!error.find()) {
      return line;
    }
    SourceRange range = new SourceRange(lineStart, lineStart + error.start());
    marks.add(new SpecMark(cell, range, true, error.group(1).strip()));
    return line.substring(0, error.start());
  }
}
