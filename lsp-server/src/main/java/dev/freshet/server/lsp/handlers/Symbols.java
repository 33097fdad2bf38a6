package dev.freshet.server.lsp.handlers;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.server.words.EffectWords;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** The outline: cells, and in each the names that it writes. */
public final class Symbols {
  private Symbols() {}

  public static List<Either<SymbolInformation, DocumentSymbol>> of(View view, String document) {
    List<Either<SymbolInformation, DocumentSymbol>> symbols = new ArrayList<>();
    for (int i = 0; i < view.size(); i++) {
      if (view.open().documentOf(i).equals(document)) {
        symbols.add(Either.forRight(cell(view, i)));
      }
    }
    return symbols;
  }

  private static DocumentSymbol cell(View view, int index) {
    SymbolKind kind = view.isCode(index) ? SymbolKind.Module : SymbolKind.String;
    Range extent = view.open().extent(index);
    Range headline = view.open().headline(index);
    CellEffects effects = view.analysis().effects(index);
    DocumentSymbol symbol =
        new DocumentSymbol(
            Wording.title(view, index), kind, extent, headline, EffectWords.of(effects));
    symbol.setChildren(names(view, index, effects));
    return symbol;
  }

  private static List<DocumentSymbol> names(View view, int index, CellEffects effects) {
    List<DocumentSymbol> names = new ArrayList<>();
    for (CellEffects.Write write : effects.writes()) {
      if (!write.ranges().isEmpty()) {
        SourceRange first = write.ranges().get(0);
        Range range = view.open().range(index, first);
        boolean defined = effects.definedHere().contains(write.name());
        SymbolKind kind = defined ? SymbolKind.Function : SymbolKind.Variable;
        names.add(new DocumentSymbol(write.name(), kind, range, range));
      }
    }
    return names;
  }
}
