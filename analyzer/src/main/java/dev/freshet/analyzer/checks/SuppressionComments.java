package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.checks.Suppression.Code;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.syntax.Comment;
import dev.freshet.analyzer.syntax.Comments;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads suppressions: {@code # freshet: ignore[code, …]} at the end of a line, above a statement or
 * above all code of a cell; {@code # freshet: ignore-file[code, …]} for the whole file; the tags
 * {@code freshet-ignore} and {@code freshet-ignore:code} of a cell. Without codes all are meant.
 */
final class SuppressionComments {
  private static final String TAG = "freshet-ignore";
  private static final Pattern DIRECTIVE =
      Pattern.compile("#\\s*freshet\\s*:\\s*([\\w-]*)(\\s*\\[([^\\]]*)(\\])?)?");
  private static final Pattern WORD = Pattern.compile("[^,\\s]+");

  private final int cell;
  private final String source;
  private final List<Suppression> found = new ArrayList<>();
  private final List<Diagnostic> mistakes = new ArrayList<>();

  /** What a notebook's comments and tags say, and the comments that could not be understood. */
  record Result(List<Suppression> suppressions, List<Diagnostic> mistakes) {
    Result {
      suppressions = List.copyOf(suppressions);
      mistakes = List.copyOf(mistakes);
    }
  }

  private SuppressionComments(int cell, String source) {
    this.cell = cell;
    this.source = source;
  }

  static Result of(Notebook notebook) {
    List<Suppression> found = new ArrayList<>();
    List<Diagnostic> mistakes = new ArrayList<>();
    for (int i = 0; i < notebook.cells().size(); i++) {
      Cell cell = notebook.cell(i);
      tags(i, cell, found);
      if (cell.isCode() && cell.source().contains("freshet")) {
        SuppressionComments comments = new SuppressionComments(i, cell.source());
        Comments.in(cell.source()).forEach(comments::read);
        found.addAll(comments.found);
        mistakes.addAll(comments.mistakes);
      }
    }
    return new Result(found, mistakes);
  }

  private static void tags(int index, Cell cell, List<Suppression> found) {
    SourceRange nowhere = new SourceRange(0, 0);
    SourceRange all = new SourceRange(0, cell.source().length());
    for (String tag : cell.tags()) {
      if (tag.equals(TAG)) {
        found.add(new Suppression(index, nowhere, all, false, List.of()));
      } else if (tag.startsWith(TAG + ":")) {
        Code code = new Code(tag.substring(TAG.length() + 1).strip(), nowhere);
        found.add(new Suppression(index, nowhere, all, false, List.of(code)));
      }
    }
  }

  private void read(Comment comment) {
    int start = comment.range().start();
    Matcher matcher = DIRECTIVE.matcher(source).region(start, comment.range().end());
    while (matcher.find()) {
      SourceRange place = new SourceRange(matcher.start(), matcher.end());
      boolean file = matcher.group(1).equals("ignore-file");
      boolean closed = matcher.group(2) == null || matcher.group(4) != null;
      if (!closed || !(file || matcher.group(1).equals("ignore"))) {
        mistakes.add(mistake(place));
      } else {
        found.add(new Suppression(cell, place, reach(comment), file, codes(matcher)));
      }
    }
  }

  private SourceRange reach(Comment comment) {
    boolean wholeCell = comment.alone() && comment.atTop();
    return wholeCell ? new SourceRange(0, source.length()) : comment.about();
  }

  private List<Code> codes(Matcher matcher) {
    List<Code> codes = new ArrayList<>();
    if (matcher.group(3) != null) {
      Matcher word = WORD.matcher(source).region(matcher.start(3), matcher.end(3));
      while (word.find()) {
        codes.add(new Code(word.group(), new SourceRange(word.start(), word.end())));
      }
      if (codes.isEmpty()) {
        codes.add(new Code("", new SourceRange(matcher.start(3), matcher.end(3))));
      }
    }
    return codes;
  }

  private Diagnostic mistake(SourceRange place) {
    return Diagnostic.of(
        Rule.UNUSED_SUPPRESSION,
        cell,
        place,
        "this comment suppresses nothing: write '# freshet: ignore[code]' or '# freshet:"
            + " ignore-file[code]'");
  }
}
