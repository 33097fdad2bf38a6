package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.checks.Diagnostic.Fix;
import dev.freshet.analyzer.checks.Suppression.Code;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.SourceRange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code unused-suppression}: a comment that suppresses nothing hides the next finding of its line
 * and tells readers something untrue. Codes of rules that are not wanted are left alone.
 */
final class UnusedSuppressions {
  private final Notebook notebook;
  private final Selection selection;

  UnusedSuppressions(Notebook notebook, Selection selection) {
    this.notebook = notebook;
    this.selection = selection;
  }

  /**
   * @param whole whether it names no code and suppressed nothing
   * @param idle the codes that suppressed nothing
   */
  Optional<Diagnostic> diagnostic(Suppression suppression, boolean whole, List<Code> idle) {
    List<Code> unused = idle.stream().filter(this::isReported).toList();
    if (unused.isEmpty() && !whole) {
      return Optional.empty();
    }
    Diagnostic found =
        Diagnostic.of(
            Rule.UNUSED_SUPPRESSION, suppression.cell(), range(suppression, unused), text(unused));
    return Optional.of(
        suppression.place().end() == 0 ? found : found.with(fix(suppression, unused)));
  }

  // What speaks of this rule itself is used by what is found here.
  private boolean isReported(Code code) {
    Optional<Rule> rule = Rule.of(code.text());
    return rule.isEmpty() || (rule.get() != Rule.UNUSED_SUPPRESSION && selection.has(rule.get()));
  }

  private static SourceRange range(Suppression suppression, List<Code> unused) {
    return unused.size() == 1 ? unused.get(0).range() : suppression.place();
  }

  private static String text(List<Code> unused) {
    String codes = unused.stream().map(UnusedSuppressions::word).collect(Collectors.joining(", "));
    return unused.isEmpty()
        ? "this comment suppresses nothing"
        : "nothing is suppressed here by " + codes;
  }

  private static String word(Code code) {
    if (code.text().isEmpty()) {
      return "empty brackets";
    }
    return Rule.of(code.text()).isPresent()
        ? code.text()
        : code.text() + " (there is no such check)";
  }

  private Fix fix(Suppression suppression, List<Code> unused) {
    List<String> kept =
        suppression.codes().stream()
            .filter(code -> !unused.contains(code))
            .map(Code::text)
            .toList();
    if (kept.isEmpty()) {
      return new Fix("Remove the suppression", suppression.cell(), comment(suppression), "");
    }
    List<Code> codes = suppression.codes();
    SourceRange list =
        new SourceRange(codes.get(0).range().start(), codes.get(codes.size() - 1).range().end());
    return new Fix(
        "Remove what suppresses nothing", suppression.cell(), list, String.join(", ", kept));
  }

  // With the blanks before it, and its line where nothing else stands there.
  private SourceRange comment(Suppression suppression) {
    String source = notebook.cell(suppression.cell()).source();
    int start = suppression.place().start();
    int end = suppression.place().end();
    int lineEnd = source.indexOf('\n', end) < 0 ? source.length() : source.indexOf('\n', end);
    if (!source.substring(end, lineEnd).strip().startsWith("#")) {
      end = lineEnd;
    }
    int lineStart = source.lastIndexOf('\n', start) + 1;
    if (source.substring(lineStart, start).isBlank() && end == lineEnd) {
      return lineEnd < source.length()
          ? new SourceRange(lineStart, lineEnd + 1)
          : new SourceRange(Math.max(0, lineStart - 1), lineEnd);
    }
    while (start > lineStart && Character.isWhitespace(source.charAt(start - 1))) {
      start--;
    }
    return new SourceRange(start, end);
  }
}
