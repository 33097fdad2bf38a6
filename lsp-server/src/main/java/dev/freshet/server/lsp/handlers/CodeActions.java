package dev.freshet.server.lsp.handlers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/** Code actions: what can be run from where the cursor is, and how findings there are mended. */
public final class CodeActions {
  private CodeActions() {}

  public static List<Either<Command, CodeAction>> of(View view, CodeActionParams params) {
    String document = params.getTextDocument().getUri();
    List<CodeAction> actions = new ArrayList<>();
    view.open()
        .at(document, params.getRange().getStart())
        .filter(at -> view.isCode(at.index()))
        .ifPresent(at -> addCell(view, at.index(), staleDiagnostic(params), actions));
    FindingActions.add(view, params, actions);
    return actions.stream()
        .filter(action -> isWanted(action.getKind(), params.getContext().getOnly()))
        .map(Either::<Command, CodeAction>forRight)
        .toList();
  }

  private static void addCell(
      View view, int index, Optional<Diagnostic> stale, List<CodeAction> actions) {
    stale.ifPresent(
        diagnostic -> {
          CodeAction fix =
              action(
                  view,
                  index,
                  "Run this stale cell",
                  CommandNames.RUN_CELL,
                  CodeActionKind.QuickFix);
          fix.setDiagnostics(List.of(diagnostic));
          fix.setIsPreferred(true);
          actions.add(fix);
        });
    actions.add(source(view, index, "Run cell", CommandNames.RUN_CELL));
    int affected = view.affectedBy(index).cardinality();
    actions.add(
        source(view, index, "Run affected cells (" + affected + ")", CommandNames.RUN_AFFECTED));
    int open = view.notCurrent().cardinality();
    if (open > 0) {
      actions.add(source(view, index, "Run stale cells (" + open + ")", CommandNames.RUN_STALE));
    }
  }

  /** Such as {@code source.runCell.freshet}, so that an editor can bind a key to it. */
  private static CodeAction source(View view, int index, String title, String command) {
    String name = command.substring(command.indexOf('.') + 1);
    return action(view, index, title, command, CodeActionKind.Source + "." + name + ".freshet");
  }

  private static CodeAction action(
      View view, int index, String title, String command, String kind) {
    CodeAction action = new CodeAction(title);
    action.setKind(kind);
    action.setCommand(Commands.about(view, index, title, command));
    return action;
  }

  private static Optional<Diagnostic> staleDiagnostic(CodeActionParams params) {
    return params.getContext().getDiagnostics().stream()
        .filter(d -> d.getCode() != null && d.getCode().isLeft())
        .filter(d -> d.getCode().getLeft().equals(Diagnostics.STALE))
        .findFirst();
  }

  private static boolean isWanted(String kind, @Nullable List<String> only) {
    return only == null
        || only.isEmpty()
        || only.stream().anyMatch(k -> k.isEmpty() || kind.equals(k) || kind.startsWith(k + "."));
  }
}
