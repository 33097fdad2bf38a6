package dev.freshet.server.lsp.handlers;

import dev.freshet.server.words.EffectWords;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Inlay hints: after the head of each cell what it reads and writes. */
public final class Hints {
  private Hints() {}

  /** Those of the cells whose head lies in a range of the document. */
  public static List<InlayHint> of(View view, String document, Range range) {
    List<InlayHint> hints = new ArrayList<>();
    for (int i = 0; i < view.size(); i++) {
      if (view.isCode(i) && view.open().documentOf(i).equals(document)) {
        Range head = view.open().headline(i);
        String sets = EffectWords.of(view.analysis().effects(i));
        int line = head.getStart().getLine();
        boolean asked = range.getStart().getLine() <= line && line <= range.getEnd().getLine();
        if (asked && !sets.isEmpty()) {
          InlayHint hint = new InlayHint(head.getEnd(), Either.forLeft(sets));
          hint.setPaddingLeft(true);
          hints.add(hint);
        }
      }
    }
    return hints;
  }
}
