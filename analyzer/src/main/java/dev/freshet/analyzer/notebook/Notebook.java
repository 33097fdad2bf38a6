package dev.freshet.analyzer.notebook;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * An ordered list of cells. A cell's <em>index</em> is its position in {@link #cells()}, Markdown
 * cells counted, from 0. Two cells with one id are refused with an {@link
 * IllegalArgumentException}.
 *
 * @param language the kernel language in lower case, {@code "python"} when the file names none
 */
public record Notebook(String language, List<Cell> cells) {
  public Notebook {
    cells = List.copyOf(cells);
    Set<CellId> seen = new HashSet<>();
    for (Cell cell : cells) {
      if (!seen.add(cell.id())) {
        throw new IllegalArgumentException("two cells have the id " + cell.id());
      }
    }
  }

  public static Notebook python(List<Cell> cells) {
    return new Notebook("python", cells);
  }

  public Cell cell(int index) {
    return cells.get(index);
  }

  public OptionalInt indexOf(CellId id) {
    return IntStream.range(0, cells.size()).filter(i -> cells.get(i).id().equals(id)).findFirst();
  }
}
