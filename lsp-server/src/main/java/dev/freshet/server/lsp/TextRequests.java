package dev.freshet.server.lsp;

import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.server.lsp.docs.OpenText;
import dev.freshet.server.lsp.docs.SyncedNotebook;
import dev.freshet.server.lsp.docs.TextNotebooks;
import dev.freshet.server.lsp.handlers.CodeActions;
import dev.freshet.server.lsp.handlers.Hints;
import dev.freshet.server.lsp.handlers.Hovers;
import dev.freshet.server.lsp.handlers.Lenses;
import dev.freshet.server.lsp.handlers.Places;
import dev.freshet.server.lsp.handlers.Symbols;
import dev.freshet.server.lsp.handlers.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.jspecify.annotations.Nullable;

/** Follows text documents with cells, and answers what is asked about documents of either sort. */
final class TextRequests implements TextDocumentService {
  private final MainLoop loop;
  private final Sessions sessions;
  private final Map<String, OpenText> texts = new HashMap<>();

  TextRequests(MainLoop loop, Sessions sessions) {
    this.loop = loop;
    this.sessions = sessions;
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    loop.post(
        "textDocument/didOpen",
        () -> {
          String uri = params.getTextDocument().getUri();
          // Some clients open a cell both ways; the notebook's own word counts.
          if (!isCellOfNotebook(uri)) {
            String text = params.getTextDocument().getText();
            show(uri, new OpenText(text, sessions.profile().unit()));
          }
        });
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    loop.post(
        "textDocument/didChange",
        () -> {
          String uri = params.getTextDocument().getUri();
          OpenText text = texts.get(uri);
          if (text != null) {
            show(uri, text.apply(params.getContentChanges()));
          }
        });
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    loop.post(
        "textDocument/didClose",
        () -> {
          if (texts.remove(params.getTextDocument().getUri()) != null) {
            sessions.close(params.getTextDocument().getUri());
          }
        });
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    // A module beside a notebook may have been saved, or a data file's script: look at all.
    loop.post("textDocument/didSave", () -> sessions.all().forEach(EditorSession::touch));
  }

  private void show(String uri, OpenText text) {
    texts.put(uri, text);
    Notebook before =
        sessions
            .find(uri)
            .map(session -> session.notebook().notebook())
            .orElseGet(() -> Notebook.python(List.of()));
    sessions.open(TextNotebooks.open(uri, text, before));
  }

  private boolean isCellOfNotebook(String uri) {
    return sessions.find(uri).filter(s -> s.notebook() instanceof SyncedNotebook).isPresent();
  }

  @Override
  public CompletableFuture<@Nullable Hover> hover(HoverParams params) {
    String uri = params.getTextDocument().getUri();
    return answer(
        "textDocument/hover", uri, view -> Hovers.at(view, uri, params.getPosition()).orElse(null));
  }

  @Override
  public CompletableFuture<@Nullable Either<List<? extends Location>, List<? extends LocationLink>>>
      definition(DefinitionParams params) {
    String uri = params.getTextDocument().getUri();
    return answer(
        "textDocument/definition",
        uri,
        view -> Either.forLeft(Places.definition(view, uri, params.getPosition())));
  }

  @Override
  public CompletableFuture<@Nullable List<? extends Location>> references(ReferenceParams params) {
    String uri = params.getTextDocument().getUri();
    boolean declaration = params.getContext().isIncludeDeclaration();
    return answer(
        "textDocument/references",
        uri,
        view -> Places.references(view, uri, params.getPosition(), declaration));
  }

  @Override
  public CompletableFuture<@Nullable List<? extends CodeLens>> codeLens(CodeLensParams params) {
    String uri = params.getTextDocument().getUri();
    return answer("textDocument/codeLens", uri, view -> Lenses.of(view, uri));
  }

  @Override
  public CompletableFuture<@Nullable List<InlayHint>> inlayHint(InlayHintParams params) {
    String uri = params.getTextDocument().getUri();
    return answer("textDocument/inlayHint", uri, view -> Hints.of(view, uri, params.getRange()));
  }

  @Override
  public CompletableFuture<@Nullable List<Either<Command, CodeAction>>> codeAction(
      CodeActionParams params) {
    return answer(
        "textDocument/codeAction",
        params.getTextDocument().getUri(),
        view -> CodeActions.of(view, params));
  }

  @Override
  public CompletableFuture<@Nullable List<Either<SymbolInformation, DocumentSymbol>>>
      documentSymbol(DocumentSymbolParams params) {
    String uri = params.getTextDocument().getUri();
    return answer("textDocument/documentSymbol", uri, view -> Symbols.of(view, uri));
  }

  /** Null, LSP's "nothing", for documents that are not ours. */
  private <T> CompletableFuture<@Nullable T> answer(
      String what, String uri, Function<View, @Nullable T> question) {
    return loop.ask(
        what,
        () -> {
          Optional<EditorSession> session = sessions.find(uri);
          return session.isPresent() ? question.apply(session.get().view()) : null;
        });
  }
}
