package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Comprehension;
import dev.freshet.analyzer.syntax.tree.DictItem;
import dev.freshet.analyzer.syntax.tree.Expr;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** What stands between braces: a dict or a set, or a comprehension of either. */
final class BraceItems {
  private final ExprActions parser;
  private @Nullable Items<DictItem> pairs;
  private @Nullable Items<Expr> elements;

  BraceItems(ExprActions parser) {
    this.parser = parser;
  }

  void pair(Token start, @Nullable Expr key, Expr value) {
    if (elements != null) {
      parser.problem(start, "invalid syntax: a set and a dict are mixed");
    }
    pairs = Items.append(pairs, new DictItem(parser.at(start), parser.end(), key, value));
  }

  void element(Expr value) {
    if (pairs != null) {
      parser.problem(value, "':' expected after dictionary key");
    }
    elements = Items.append(elements, value);
  }

  Expr display(Token start, @Nullable Items<Comprehension> fors, int yieldsBefore) {
    int at = parser.at(start);
    int end = parser.end();
    if (elements != null) {
      if (fors == null) {
        return new Expr.SetDisplay(at, end, withPairs(elements).toList());
      }
      Expr element =
          parser.comprehended(elements.get(0), fors, yieldsBefore, "a set comprehension");
      return new Expr.SetComp(at, end, element, fors.toList());
    }
    if (fors == null || pairs == null) {
      return new Expr.Dict(at, end, Items.orNew(pairs).toList());
    }
    DictItem item = pairs.get(0);
    if (item.key() == null) {
      parser.problem(item.value(), "dict unpacking cannot be used in dict comprehension");
    }
    Expr value = parser.comprehended(item.value(), fors, yieldsBefore, "a dict comprehension");
    return new Expr.DictComp(at, end, item.key(), value, fors.toList());
  }

  /** In wrong code that mixes both, keeps everything as elements. */
  private Items<Expr> withPairs(Items<Expr> all) {
    for (int i = 0; pairs != null && i < pairs.size(); i++) {
      Expr key = pairs.get(i).key();
      if (key != null) {
        all.add(key);
      }
      all.add(pairs.get(i).value());
    }
    return all;
  }
}
