package dev.freshet.analyzer.graph;

import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.Look;
import dev.freshet.analyzer.semantics.flow.OpenNames;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.HashMap;
import java.util.Map;

/**
 * In what regards code that does the same is spelled otherwise than before. Who uses code sees the
 * difference only by looking at it, and so does who uses what that one made of it.
 */
final class Spellings {
  private final int wanted;
  private final Map<Integer, Integer> differing = new HashMap<>();
  private int above;

  Spellings(NotebookFlow before, NotebookFlow after) {
    wanted = looks(before) | looks(after);
  }

  private static int looks(NotebookFlow flow) {
    int looks = 0;
    for (UnitEffects unit : flow.units()) {
      looks |= unit.looks();
    }
    return looks;
  }

  /** Takes the next statement, which does what an old one did; true if it sees a difference. */
  boolean seen(UnitEffects old, UnitEffects unit) {
    if (wanted == 0) {
      return false;
    }
    int masks = own(old, unit) | used(unit);
    boolean everything = unit.openWorld().filter(OpenNames::reads).isPresent();
    int visible = everything ? masks | above : masks;
    note(unit, masks);
    return ((old.looks() | unit.looks()) & visible) != 0;
  }

  /** Only what annotations mention differs. */
  void annotationsDiffer(UnitEffects unit) {
    note(unit, Look.ANNOTATIONS.mask());
  }

  private void note(UnitEffects unit, int masks) {
    if (masks != 0) {
      differing.merge(unit.number(), masks, (a, b) -> a | b);
      above |= masks;
    }
  }

  private int used(UnitEffects unit) {
    int[] masks = {differing.getOrDefault(unit.number(), 0)};
    unit.sources(source -> masks[0] |= differing.getOrDefault(source, 0));
    return masks[0];
  }

  private int own(UnitEffects old, UnitEffects unit) {
    CellFacts then = old.facts();
    CellFacts now = unit.facts();
    if (then.source().equals(now.source())) {
      return 0;
    }
    int masks = Look.PLACE.mask();
    String textThen = then.textOf(old.statement());
    String textNow = now.textOf(unit.statement());
    if (!textThen.equals(textNow)) {
      masks |= Look.TEXT.mask();
    }
    if (!then.textBefore(old.statement()).equals(now.textBefore(unit.statement()))) {
      masks |= Look.COMMENTS.mask();
    }
    return masks | (old.digest().equals(unit.digest()) ? 0 : code(old, unit));
  }

  private int code(UnitEffects old, UnitEffects unit) {
    int masks = 0;
    for (Look look :
        new Look[] {Look.DOCUMENTATION, Look.ANNOTATIONS, Look.PARAMETERS, Look.LOCALS}) {
      if ((wanted & look.mask()) != 0) {
        String then = old.facts().meaning(old.statement(), look.mask());
        String now = unit.facts().meaning(unit.statement(), look.mask());
        masks |= then.equals(now) ? 0 : look.mask();
      }
    }
    return masks;
  }
}
