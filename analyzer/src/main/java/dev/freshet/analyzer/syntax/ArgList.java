package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Comprehension;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Keyword;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** The arguments of a call or class header under construction. */
final class ArgList {
  private final ExprActions parser;
  private final Items<Expr> args = new Items<>();
  private @Nullable Items<Keyword> keywords;
  private boolean unpacked;
  private Expr.@Nullable GeneratorExp bareGenerator;
  private final int open;
  private boolean comma;

  ArgList(ExprActions parser) {
    this.parser = parser;
    this.open = ParserBase.startOf(parser.getInputStream().LT(-1));
  }

  void comma() {
    comma = true;
  }

  void positional(Token start, Expr value, @Nullable Items<Comprehension> fors, int yieldsBefore) {
    if (unpacked) {
      parser.problem(start, "positional argument follows keyword argument unpacking");
    } else if (keywords != null) {
      parser.problem(start, "positional argument follows keyword argument");
    }
    if (fors == null) {
      args.add(value);
      return;
    }
    bareGenerator = parser.generator(start, value, fors, yieldsBefore);
    args.add(bareGenerator);
  }

  void keyword(Token start, Expr name, Expr value) {
    Identifier arg = null;
    if (name instanceof Expr.Name target && target.start() == parser.at(start)) {
      arg = new Identifier(name.start(), name.end(), target.id());
      repeated(start, arg);
    } else {
      parser.problem(start, "expression cannot contain assignment, perhaps you meant \"==\"?");
      arg = new Identifier(parser.at(start), parser.at(start), "");
      args.add(name);
    }
    keywords = Items.append(keywords, new Keyword(parser.at(start), parser.end(), arg, value));
  }

  private void repeated(Token start, Identifier arg) {
    for (int i = 0; keywords != null && i < keywords.size(); i++) {
      Identifier other = keywords.get(i).arg();
      if (other != null && other.text().equals(arg.text())) {
        parser.problem(start, "keyword argument repeated: " + arg.text());
        return;
      }
    }
  }

  void starred(Token start, Expr value) {
    if (unpacked) {
      parser.problem(start, "iterable argument unpacking follows keyword argument unpacking");
    }
    args.add(new Expr.Starred(parser.at(start), parser.end(), value));
  }

  void doubleStarred(Token start, Expr value) {
    unpacked = true;
    keywords = Items.append(keywords, new Keyword(parser.at(start), parser.end(), null, value));
  }

  Expr call(int start, int end, Expr func) {
    if (bareGenerator != null && (comma || args.size() > 1 || keywords != null)) {
      parser.problem(bareGenerator, "Generator expression must be parenthesized");
    }
    return new Expr.Call(start, end, func, arguments(end), keywords());
  }

  /** A lone generator's range includes the call's own parentheses, as in CPython. */
  private List<Expr> arguments(int end) {
    if (bareGenerator == null || args.size() != 1) {
      return args.toList();
    }
    Expr element = bareGenerator.elt();
    return List.of(new Expr.GeneratorExp(open, end, element, bareGenerator.generators()));
  }

  /** The base classes, if this is a class header. */
  List<Expr> bases() {
    if (bareGenerator != null) {
      parser.problem(bareGenerator, "invalid syntax");
    }
    return args.toList();
  }

  List<Keyword> keywords() {
    return keywords == null ? List.of() : keywords.toList();
  }
}
