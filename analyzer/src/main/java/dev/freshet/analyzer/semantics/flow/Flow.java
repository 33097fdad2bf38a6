package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.library.Library;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells what each top-level statement of a notebook does at its place, by walking them in their
 * order, as <em>Restart &amp; Run All</em> would. What it told of the notebook before is kept: only
 * statements that changed, or that look at state which now differs, are walked again. The answer is
 * the one that a new flow would give.
 */
public final class Flow {
  // Of a notebook that has less than a quarter in common with the one before nothing is kept.
  private static final int KEPT = 4;

  private final Library library;
  private final Map<String, String> moduleTexts;
  private final CodeReader reader;
  private final boolean lazyAnnotations;
  private @Nullable History history;

  /**
   * @param moduleTexts the texts of modules beside the notebook, by dotted name
   * @param reader reads the texts of modules and of code in strings
   * @param lazyAnnotations whether annotations are not evaluated where they stand
   */
  public Flow(
      Library library,
      Map<String, String> moduleTexts,
      CodeReader reader,
      boolean lazyAnnotations) {
    this.lazyAnnotations = lazyAnnotations;
    this.library = library;
    this.moduleTexts = Map.copyOf(moduleTexts);
    this.reader = reader;
  }

  /** Whether it knows the modules by these texts, and takes annotations for what they are. */
  public boolean isFor(Map<String, String> texts, boolean lazy) {
    return lazyAnnotations == lazy && moduleTexts.equals(texts);
  }

  /**
   * Walks a notebook.
   *
   * @param cells the facts of its cells, in order; null for those without code
   * @return per cell the effects of its statements
   */
  public List<List<UnitEffects>> walk(List<@Nullable CellFacts> cells) {
    History known = history;
    if (known == null || Alignment.common(known.facts(), cells) * KEPT < cells.size()) {
      known = fresh(cells);
    }
    // Should it fail, nothing of it is kept.
    history = null;
    known = updated(known, cells);
    history = known;
    return known.effects();
  }

  private History updated(History known, List<@Nullable CellFacts> cells) {
    try {
      known.update(cells);
      return known;
    } catch (History.NoRoom e) {
      History fresh = fresh(cells);
      try {
        fresh.update(cells);
        return fresh;
      } catch (History.NoRoom never) {
        throw new IllegalStateException("more statements than numbers", never);
      }
    }
  }

  private History fresh(List<@Nullable CellFacts> cells) {
    int statements = 0;
    for (CellFacts facts : cells) {
      statements += facts == null ? 0 : facts.statements().size();
    }
    Modules modules = new Modules(moduleTexts, reader);
    Interpreter in = new Interpreter(library, reader, modules, new Code(CellFacts.none(), -1));
    in.annotationsWait = lazyAnnotations;
    return new History(in, statements);
  }
}
