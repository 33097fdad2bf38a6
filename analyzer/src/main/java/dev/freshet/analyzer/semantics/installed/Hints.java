package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.semantics.TreeWalk;
import dev.freshet.analyzer.syntax.tree.BoolOperator;
import dev.freshet.analyzer.syntax.tree.CmpOperator;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Stmt;
import dev.freshet.analyzer.syntax.tree.UnaryOperator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a test says where it holds, and where it does not: names and attributes ({@code seed},
 * {@code self.cache}) that are {@code None} or missing there.
 *
 * @param ifTrue what is missing where the test holds
 * @param ifFalse what is missing where it does not
 */
record Hints(Set<String> ifTrue, Set<String> ifFalse) {
  private static final Hints NOTHING = new Hints(Set.of(), Set.of());

  /** What is surely there, and not {@code None}, where a test holds. */
  static Set<String> given(Expr test) {
    if (test instanceof Expr.BoolOp bool && bool.op() == BoolOperator.AND) {
      Set<String> all = new HashSet<>();
      bool.values().forEach(each -> all.addAll(given(each)));
      return all;
    }
    return test instanceof Expr.BoolOp ? Set.of() : of(test).ifFalse();
  }

  /** What is surely there where a test does not hold. */
  static Set<String> givenUnless(Expr test) {
    return test instanceof Expr.BoolOp ? Set.of() : of(test).ifTrue();
  }

  static Hints of(Expr test) {
    if (test instanceof Expr.UnaryOp not && not.op() == UnaryOperator.NOT) {
      Hints inner = of(not.operand());
      return new Hints(/* ifTrue= */ inner.ifFalse, /* ifFalse= */ inner.ifTrue);
    }
    if (test instanceof Expr.BoolOp bool) {
      return bool.op() == BoolOperator.AND ? all(bool) : any(bool);
    }
    if (test instanceof Expr.Compare compare && compare.ops().size() == 1) {
      return compared(compare);
    }
    if (test instanceof Expr.Call call
        && call.func() instanceof Expr.Name name
        && name.id().equals("hasattr")
        && call.args().size() == 2
        && call.args().get(1) instanceof Expr.Constant constant
        && constant.value() instanceof Literal.Str text) {
      String owner = key(call.args().get(0));
      return owner == null ? NOTHING : new Hints(Set.of(), Set.of(owner + "." + text.value()));
    }
    String key = key(test);
    return key == null ? NOTHING : new Hints(Set.of(), Set.of(key));
  }

  private static Hints compared(Expr.Compare compare) {
    CmpOperator op = compare.ops().get(0);
    Expr right = compare.comparators().get(0);
    if (right instanceof Expr.Constant constant && constant.value() == Literal.Singleton.NONE) {
      String key = key(compare.left());
      Set<String> missing = key == null ? Set.of() : Set.of(key);
      return switch (op) {
        case IS, EQ -> new Hints(missing, Set.of());
        case IS_NOT, NOT_EQ -> new Hints(Set.of(), missing);
        default -> NOTHING;
      };
    }
    // if key not in self._cache
    String holder = right instanceof Expr.Attribute ? key(right) : null;
    if (holder == null) {
      return NOTHING;
    }
    return switch (op) {
      case NOT_IN -> new Hints(Set.of(holder), Set.of());
      case IN -> new Hints(Set.of(), Set.of(holder));
      default -> NOTHING;
    };
  }

  private static Hints all(Expr.BoolOp bool) {
    Set<String> missing = new HashSet<>();
    for (Expr each : bool.values()) {
      missing.addAll(of(each).ifTrue);
    }
    return new Hints(missing, Set.of());
  }

  private static Hints any(Expr.BoolOp bool) {
    Set<String> whole = null;
    Set<String> none = new HashSet<>();
    for (Expr each : bool.values()) {
      Hints one = of(each);
      none.addAll(one.ifFalse);
      if (whole == null) {
        whole = new HashSet<>(one.ifTrue);
      } else {
        whole.retainAll(one.ifTrue);
      }
    }
    return new Hints(whole == null ? Set.of() : whole, none);
  }

  /** The attributes of names to which, or to items of which, statements assign. */
  static Set<String> stored(List<Stmt> body) {
    Set<String> keys = new HashSet<>();
    for (Stmt each : body) {
      TreeWalk.all(
          each,
          node -> {
            if (node instanceof Stmt.Assign assign) {
              for (Expr target : assign.targets()) {
                String key = key(target instanceof Expr.Subscript part ? part.value() : target);
                if (key != null) {
                  keys.add(key);
                }
              }
            }
          });
    }
    return keys;
  }

  /** A name, or an attribute of a name; null for anything else. */
  static @Nullable String key(Expr node) {
    if (node instanceof Expr.Name name) {
      return name.id();
    }
    return node instanceof Expr.Attribute attribute && attribute.value() instanceof Expr.Name owner
        ? owner.id() + "." + attribute.attr().text()
        : null;
  }
}
