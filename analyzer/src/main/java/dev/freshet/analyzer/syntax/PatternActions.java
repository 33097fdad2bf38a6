package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.MatchCase;
import dev.freshet.analyzer.syntax.tree.Operator;
import dev.freshet.analyzer.syntax.tree.Pattern;
import dev.freshet.analyzer.syntax.tree.Stmt;
import dev.freshet.analyzer.syntax.tree.UnaryOperator;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/** Builds patterns, and refuses those that only the grammar would accept. */
abstract class PatternActions extends ExprActions {
  PatternActions(TokenStream input) {
    super(input);
  }

  Stmt match(Token start, Expr subject, Items<MatchCase> cases) {
    List<MatchCase> all = cases.toList();
    new PatternNames(this).check(all);
    return new Stmt.Match(at(start), end(), subject, all);
  }

  Pattern orMissing(@Nullable Pattern pattern) {
    int at = end();
    return pattern == null ? new Pattern.MatchValue(at, at, new Expr.Missing(at, at)) : pattern;
  }

  /** A starred pattern may only stand in a sequence. */
  Pattern noStar(Pattern pattern) {
    if (pattern instanceof Pattern.MatchStar) {
      problem(pattern, "invalid syntax");
    }
    return pattern;
  }

  Pattern openSequence(Token start, Pattern only, @Nullable Items<Pattern> all) {
    return all == null ? noStar(only) : sequence(start, all);
  }

  Pattern groupPattern(Token start, Items<Pattern> items, boolean comma) {
    return items.size() == 1 && !comma ? noStar(items.get(0)) : sequence(start, items);
  }

  Pattern sequence(Token start, Items<Pattern> items) {
    boolean starred = false;
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Pattern.MatchStar star) {
        if (starred) {
          problem(star, "multiple starred expressions in sequence pattern");
        }
        starred = true;
      }
    }
    return new Pattern.MatchSequence(at(start), end(), items.toList());
  }

  private @Nullable Identifier capturedName(Token token) {
    return ((Tok) token).text().equals("_") ? null : bound(token);
  }

  Pattern matchStar(Token start, Token name) {
    return new Pattern.MatchStar(at(start), end(), capturedName(name));
  }

  Pattern matchOr(Token start, Pattern only, @Nullable Items<Pattern> all) {
    return all == null ? only : new Pattern.MatchOr(at(start), end(), all.toList());
  }

  Pattern matchAs(Token start, Pattern pattern, Token name) {
    Identifier captured = capturedName(name);
    if (captured == null) {
      problem(name, "cannot use '_' as a target");
    }
    return new Pattern.MatchAs(at(start), end(), pattern, captured);
  }

  /** A name, which captures, or a dotted name, which is compared. */
  Pattern capture(Token start, Expr value) {
    if (value instanceof Expr.Name) {
      return new Pattern.MatchAs(at(start), end(), null, capturedName(start));
    }
    return new Pattern.MatchValue(at(start), end(), value);
  }

  Pattern matchSingleton(Token token, Literal.Singleton value) {
    return new Pattern.MatchSingleton(at(token), end(), value);
  }

  Pattern matchString(Token start, Expr strings) {
    if (!(strings instanceof Expr.Constant)) {
      problem(strings, "patterns may only match literals and attribute lookups");
    }
    return new Pattern.MatchValue(at(start), end(), strings);
  }

  Pattern matchNumber(
      Token start, @Nullable Token minus, Token real, @Nullable Token op, @Nullable Token imag) {
    Expr value = number(real);
    boolean complex = isImaginary(value);
    if (minus != null) {
      value = new Expr.UnaryOp(at(minus), ((Tok) real).end, UnaryOperator.U_SUB, value);
    }
    if (op != null && imag != null) {
      Expr second = number(imag);
      if (complex || !isImaginary(second)) {
        problem(imag, "a real number and an imaginary number are required in a complex literal");
      }
      Operator operator = ((Tok) op).type == PythonParser.PLUS ? Operator.ADD : Operator.SUB;
      value = new Expr.BinOp(at(start), end(), value, operator, second);
    }
    return new Pattern.MatchValue(at(start), end(), value);
  }

  private static boolean isImaginary(Expr value) {
    return value instanceof Expr.Constant constant
        && constant.value() instanceof Literal.Num num
        && num.kind() == Literal.Kind.COMPLEX;
  }
}
