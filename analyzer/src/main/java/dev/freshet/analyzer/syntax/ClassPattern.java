package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Pattern;

/** A class pattern under construction. */
final class ClassPattern {
  private final PatternActions parser;
  private final Expr cls;
  private final Items<Pattern> positional = new Items<>();
  private final Items<Identifier> names = new Items<>();
  private final Items<Pattern> named = new Items<>();

  ClassPattern(PatternActions parser, Expr cls) {
    this.parser = parser;
    this.cls = cls;
  }

  void positional(Pattern pattern) {
    if (names.size() > 0) {
      parser.problem(pattern, "positional patterns follow keyword patterns");
    }
    positional.add(parser.noStar(pattern));
  }

  void keyword(Pattern name, Pattern pattern) {
    Identifier attr = new Identifier(name.start(), name.end(), "_");
    if (!(name instanceof Pattern.MatchAs as) || as.pattern() != null) {
      parser.problem(name, "invalid syntax");
    } else if (as.name() != null) {
      attr = as.name();
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).text().equals(attr.text())) {
        parser.problem(name, "attribute name repeated in class pattern: " + attr.text());
      }
    }
    names.add(attr);
    named.add(parser.noStar(pattern));
  }

  Pattern pattern(int start, int end) {
    return new Pattern.MatchClass(
        start, end, cls, positional.toList(), names.toList(), named.toList());
  }
}
