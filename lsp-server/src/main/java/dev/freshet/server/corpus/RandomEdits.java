package dev.freshet.server.corpus;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a person does to a notebook between runs, drawn from a seed: comments, other constants,
 * cells deleted, moved, brought back.
 */
final class RandomEdits {
  private static final Pattern CONSTANT =
      Pattern.compile("(?<![\\w.'\"/%-])\\d{1,3}(?![\\w.'\"/])");
  private final Random random;
  private final Notebook original;

  RandomEdits(Notebook original, Random random) {
    this.original = original;
    this.random = random;
  }

  /** The notebook after one more edit. */
  Notebook next(Notebook now) {
    List<Cell> cells = new ArrayList<>(now.cells());
    List<Integer> code = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).isCode()) {
        code.add(i);
      }
    }
    int at = code.get(random.nextInt(code.size()));
    switch (random.nextInt(6)) {
      case 0 -> cells.set(at, cells.get(at).withSource(cells.get(at).source() + "\n# a comment"));
      case 1, 2 -> cells.set(at, otherConstant(cells.get(at)));
      case 3 -> {
        if (code.size() > 2) {
          cells.remove(at);
        }
      }
      case 4 -> Collections.swap(cells, at, code.get(random.nextInt(code.size())));
      default -> bringBack(cells);
    }
    return new Notebook(now.language(), cells);
  }

  private Cell otherConstant(Cell cell) {
    List<MatchResult> found = CONSTANT.matcher(cell.source()).results().toList();
    if (found.isEmpty()) {
      return cell;
    }
    MatchResult one = found.get(random.nextInt(found.size()));
    int value = Integer.parseInt(one.group()) + 1;
    String source = cell.source();
    return cell.withSource(source.substring(0, one.start()) + value + source.substring(one.end()));
  }

  /** Text and presence of one cell as they were, at its place or at the end. */
  private void bringBack(List<Cell> cells) {
    int index = random.nextInt(original.cells().size());
    Cell cell = original.cell(index);
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).id().equals(cell.id())) {
        cells.set(i, cell);
        return;
      }
    }
    cells.add(Math.min(index, cells.size()), cell);
  }
}
