package dev.freshet.server.lsp.handlers;

import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.analyzer.checks.Diagnostic.Fix;
import dev.freshet.analyzer.checks.SuppressionEdit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;

/** How findings are mended or suppressed from the editor. */
final class FindingActions {
  /** Mends everything at once, also on save. */
  private static final String FIX_ALL = CodeActionKind.SourceFixAll + ".freshet";

  private FindingActions() {}

  static void add(View view, CodeActionParams params, List<CodeAction> actions) {
    if (!view.open().holdsSources()) {
      return;
    }
    String document = params.getTextDocument().getUri();
    for (Diagnostic found : view.findings()) {
      boolean here =
          view.open().documentOf(found.cell()).equals(document)
              && touch(view.open().range(found.cell(), found.range()), params.getRange());
      if (here) {
        found.fix().ifPresent(fix -> actions.add(action(view, found, fix, true)));
        SuppressionEdit.of(view.open().notebook(), found)
            .ifPresent(fix -> actions.add(action(view, found, fix, false)));
      }
    }
    List<Fix> all = apart(view);
    if (!all.isEmpty()) {
      CodeAction action = new CodeAction("Fix all that Freshet can mend (" + all.size() + ")");
      action.setKind(FIX_ALL);
      action.setEdit(edit(view, all));
      actions.add(action);
    }
  }

  private static CodeAction action(View view, Diagnostic found, Fix fix, boolean preferred) {
    CodeAction action = new CodeAction(fix.title());
    action.setKind(CodeActionKind.QuickFix);
    action.setDiagnostics(List.of(Diagnostics.found(view, found)));
    action.setEdit(edit(view, List.of(fix)));
    action.setIsPreferred(preferred);
    return action;
  }

  private static WorkspaceEdit edit(View view, List<Fix> fixes) {
    Map<String, List<TextEdit>> edits = new LinkedHashMap<>();
    for (Fix fix : fixes) {
      Range range = view.open().range(fix.cell(), fix.range());
      edits
          .computeIfAbsent(view.open().documentOf(fix.cell()), d -> new ArrayList<>())
          .add(new TextEdit(range, fix.replacement()));
    }
    return new WorkspaceEdit(edits);
  }

  /** Fixes that do not touch each other: an editor applies all of them to one text. */
  private static List<Fix> apart(View view) {
    List<Fix> chosen = new ArrayList<>();
    for (Diagnostic found : view.findings()) {
      Optional<Fix> fix = found.fix();
      if (fix.isPresent() && chosen.stream().noneMatch(fix.get()::touches)) {
        chosen.add(fix.get());
      }
    }
    return chosen;
  }

  private static boolean touch(Range one, Range other) {
    return !before(one, other) && !before(other, one);
  }

  private static boolean before(Range one, Range other) {
    int lines = one.getEnd().getLine() - other.getStart().getLine();
    return lines < 0
        || (lines == 0 && one.getEnd().getCharacter() < other.getStart().getCharacter());
  }
}
