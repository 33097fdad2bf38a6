package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.syntax.tree.BoolOperator;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.UnaryOperator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a test says of the classes of names: {@code isinstance(x, Model)}.
 *
 * @param ifTrue classes by name, where the test holds
 * @param ifFalse where it does not
 */
record Narrowing(Map<String, Set<Referent>> ifTrue, Map<String, Set<Referent>> ifFalse) {
  private static final Narrowing NOTHING = new Narrowing(Map.of(), Map.of());

  /** Classes of which it is known what is none of them. */
  private static final Set<String> CONCRETE =
      Set.of("list", "dict", "set", "tuple", "numpy.ndarray", "pandas.DataFrame", "pandas.Series");

  static Narrowing of(Index index, Source source, Expr test) {
    if (test instanceof Expr.UnaryOp not && not.op() == UnaryOperator.NOT) {
      Narrowing inner = of(index, source, not.operand());
      return new Narrowing(/* ifTrue= */ inner.ifFalse, /* ifFalse= */ inner.ifTrue);
    }
    if (test instanceof Expr.BoolOp bool) {
      Map<String, Set<Referent>> all = new LinkedHashMap<>();
      boolean and = bool.op() == BoolOperator.AND;
      for (Expr each : bool.values()) {
        Narrowing one = of(index, source, each);
        all.putAll(and ? one.ifTrue : one.ifFalse);
      }
      return and ? new Narrowing(all, Map.of()) : new Narrowing(Map.of(), all);
    }
    if (test instanceof Expr.Call call
        && call.func() instanceof Expr.Name function
        && function.id().equals("isinstance")
        && call.args().size() == 2
        && call.args().get(0) instanceof Expr.Name name) {
      Set<Referent> classes = classes(index, source, call.args().get(1));
      return classes.isEmpty() ? NOTHING : new Narrowing(Map.of(name.id(), classes), Map.of());
    }
    return NOTHING;
  }

  // None when one of them may have subclasses that nobody knows here.
  private static Set<Referent> classes(Index index, Source source, Expr node) {
    List<Expr> all = node instanceof Expr.Tuple many ? many.elts() : List.of(node);
    Set<Referent> found = new LinkedHashSet<>();
    for (Expr each : all) {
      Referent referent = index.referent(source, each);
      boolean known =
          referent instanceof Kind
              || (referent instanceof Referent.Foreign && CONCRETE.contains(path(referent)));
      if (!known || referent == null) {
        return Set.of();
      }
      found.add(referent);
    }
    return found;
  }

  /** Whether classes, which stand with bars between, are all of other packages. */
  static boolean areForeign(String classes) {
    return CONCRETE.containsAll(List.of(classes.split("\\|", -1)));
  }

  /** How rows name classes of which an object must be one. */
  static String paths(Set<Referent> classes) {
    Set<String> paths = new TreeSet<>();
    classes.forEach(each -> paths.add(path(each)));
    return String.join("|", paths);
  }

  private static String path(Referent referent) {
    if (referent instanceof Kind kind) {
      return kind.path();
    }
    return referent instanceof Referent.Foreign foreign
        ? foreign.path().replaceFirst("^builtins\\.", "")
        : "";
  }

  /** Makes names what they are where a test holds; which ones, and what they are now. */
  static Map<String, Worth> narrow(Map<String, Worth> names, Map<String, Set<Referent>> classes) {
    Map<String, Worth> narrowed = new LinkedHashMap<>();
    classes.forEach(
        (name, kinds) -> {
          Worth known = names.get(name);
          if (known != null) {
            narrowed.put(name, known.narrowed(kinds));
          }
        });
    names.putAll(narrowed);
    return narrowed;
  }

  /** Behind both ways a name that neither binds anew is what it was. */
  static void widen(
      Map<String, Worth> names,
      Map<String, Worth> narrowed,
      Map<String, Worth> then,
      Map<String, Worth> before) {
    narrowed.forEach(
        (name, worth) -> {
          Worth was = before.get(name);
          Worth one = then.get(name);
          Worth joined = names.get(name);
          boolean kept = was != null && was.join(worth).equals(joined);
          if (kept && was != null && (worth.equals(one) || was.equals(one))) {
            names.put(name, was);
          }
        });
  }
}
