package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Pattern;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** A mapping pattern under construction. */
final class MappingPattern {
  private final PatternActions parser;
  private final Items<Expr> keys = new Items<>();
  private final Items<Pattern> patterns = new Items<>();
  private @Nullable Identifier rest;

  MappingPattern(PatternActions parser) {
    this.parser = parser;
  }

  void item(Pattern key, Pattern value) {
    if (rest != null) {
      parser.problem(key, "double star pattern must come last");
    }
    if (key instanceof Pattern.MatchValue constant) {
      keys.add(constant.value());
    } else if (key instanceof Pattern.MatchSingleton single) {
      keys.add(new Expr.Constant(key.start(), key.end(), single.value()));
    } else {
      parser.problem(key, "a mapping pattern's key must be a literal or a dotted name");
      keys.add(new Expr.Missing(key.start(), key.end()));
    }
    patterns.add(parser.noStar(value));
  }

  void rest(Token name) {
    if (rest != null || ((Tok) name).text().equals("_")) {
      parser.problem(name, "invalid syntax");
    }
    rest = parser.identifier(name);
  }

  Pattern pattern(int start, int end) {
    return new Pattern.MatchMapping(start, end, keys.toList(), patterns.toList(), rest);
  }
}
