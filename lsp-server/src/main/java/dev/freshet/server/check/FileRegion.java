package dev.freshet.server.check;

import dev.freshet.analyzer.notebook.CellPosition;
import dev.freshet.analyzer.notebook.PercentScript;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.json.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a part of a cell lies in its file: in a script to the column, in a notebook, whose text is
 * quoted, to the line.
 *
 * @param place start line and column, end line and column, from 1; columns are 0 in a notebook
 */
record FileRegion(List<Integer> place, boolean exact) {
  static FileRegion of(NotebookInput input, int cell, SourceRange range) {
    if (input.document() instanceof PercentScript script) {
      int start = script.documentOffset(new CellPosition(cell, range.start()));
      int end = script.documentOffset(new CellPosition(cell, range.end()));
      SourceRange inFile = new SourceRange(start, Math.max(start, end));
      return new FileRegion(new Place(script.text()).range(inFile), true);
    }
    Place place = new Place(input.notebook().cell(cell).source());
    int first = input.fileLine(cell, place.line(range.start()));
    int last = input.fileLine(cell, place.line(range.end()));
    return new FileRegion(List.of(first, 0, Math.max(first, last), 0), false);
  }

  Map<String, Object> asMap() {
    Map<String, Object> region = new LinkedHashMap<>();
    region.put("startLine", place.get(0));
    if (exact) {
      region.put("startColumn", place.get(1));
    }
    region.put("endLine", place.get(2));
    if (exact) {
      region.put("endColumn", place.get(3));
    }
    return region;
  }
}
