package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Arg;
import dev.freshet.analyzer.syntax.tree.Arguments;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Parameters under construction, in any order the grammar allows; wrong orders are reported. */
final class Params {
  private final ParserBase parser;
  private final Items<Arg> all = new Items<>();
  private Items<Arg> positional = new Items<>();
  private List<Arg> positionalOnly = List.of();
  private final Items<Arg> keywordOnly = new Items<>();
  private @Nullable Arg vararg;
  private @Nullable Arg kwarg;
  private @Nullable Token star;
  private @Nullable Token slash;
  private boolean pendingStar;

  Params(ParserBase parser) {
    this.parser = parser;
  }

  void plain(Token name, @Nullable Expr annotation, @Nullable Expr value, int end) {
    Arg arg = arg(name, annotation, value, end);
    if (kwarg != null) {
      parser.problem(name, "parameters cannot follow var-keyword parameter");
    }
    if (star != null) {
      pendingStar = false;
      keywordOnly.add(arg);
      return;
    }
    boolean afterDefault = last() != null && last().defaultValue() != null;
    if (value == null && afterDefault) {
      parser.problem(name, "parameter without a default follows parameter with a default");
    }
    positional.add(arg);
  }

  private @Nullable Arg last() {
    if (positional.size() > 0) {
      return positional.get(positional.size() - 1);
    }
    return positionalOnly.isEmpty() ? null : positionalOnly.get(positionalOnly.size() - 1);
  }

  void star(Token token) {
    if (star != null || kwarg != null) {
      parser.problem(token, "* may appear only once, before **");
    }
    star = token;
    pendingStar = true;
  }

  void starred(Token name, @Nullable Expr annotation, int end) {
    vararg = arg(name, annotation, null, end);
    pendingStar = false;
  }

  void doubleStarred(Token name, @Nullable Expr annotation, int end) {
    if (kwarg != null) {
      parser.problem(name, "parameters cannot follow var-keyword parameter");
    }
    if (pendingStar) {
      parser.problem(name, "named parameters must follow bare *");
      pendingStar = false;
    }
    kwarg = arg(name, annotation, null, end);
  }

  void slash(Token token) {
    if (slash != null || star != null || kwarg != null || positional.size() == 0) {
      parser.problem(token, "/ must come once, after a parameter and before *");
    }
    slash = token;
    positionalOnly = positional.toList();
    positional = new Items<>();
  }

  private Arg arg(Token name, @Nullable Expr annotation, @Nullable Expr value, int end) {
    Identifier identifier = parser.bound(name);
    Arg arg = new Arg(identifier.start(), end, identifier, annotation, value);
    if (has(identifier)) {
      parser.problem(name, "duplicate parameter '" + identifier.text() + "'");
    }
    all.add(arg);
    return arg;
  }

  boolean has(Identifier name) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).arg().text().equals(name.text())) {
        return true;
      }
    }
    return false;
  }

  /** The parameters; where there are none, an empty range at the given offset. */
  Arguments arguments(int at) {
    if (pendingStar && star != null) {
      parser.problem(star, "named parameters must follow bare *");
    }
    int start = all.size() == 0 ? at : all.get(0).start();
    int end = all.size() == 0 ? at : all.get(all.size() - 1).end();
    return new Arguments(
        start, end, positionalOnly, positional.toList(), vararg, keywordOnly.toList(), kwarg);
  }
}
