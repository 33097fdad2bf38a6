package dev.freshet.server.lsp.handlers;

import dev.freshet.server.words.EffectWords;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Range;

/** Code lenses above each cell: run it, run what it affects, and its sets. */
public final class Lenses {
  private Lenses() {}

  public static List<CodeLens> of(View view, String document) {
    List<CodeLens> lenses = new ArrayList<>();
    for (int i = 0; i < view.size(); i++) {
      if (view.isCode(i) && view.open().documentOf(i).equals(document)) {
        addCell(view, i, lenses);
      }
    }
    return lenses;
  }

  private static void addCell(View view, int index, List<CodeLens> lenses) {
    Range place = view.open().headline(index);
    lenses.add(lens(view, index, place, "▶ Run cell", CommandNames.RUN_CELL));
    int affected = view.affectedBy(index).cardinality();
    if (affected > 1) {
      String title = "Run " + affected + " affected";
      lenses.add(lens(view, index, place, title, CommandNames.RUN_AFFECTED));
    }
    String sets = EffectWords.of(view.analysis().effects(index));
    String about = sets.isEmpty() ? "touches no names" : sets;
    CellState state = view.state(index);
    String stale = state.isStale() ? "⚠ stale · " : "";
    String resident = state.residents().isEmpty() ? "" : "resident · ";
    String title = stale + resident + about;
    lenses.add(lens(view, index, place, title, CommandNames.EXPLAIN_STALE));
  }

  private static CodeLens lens(View view, int index, Range place, String title, String command) {
    return new CodeLens(place, Commands.about(view, index, title, command), null);
  }
}
