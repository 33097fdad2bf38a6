package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.syntax.tree.Arg;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A function or method of a package, and what is known of it so far. Identity is what counts. */
final class Callee implements Referent {
  /** How a method gets at its object. */
  enum Binder {
    PLAIN,
    STATIC,
    CLASS,
    PROPERTY
  }

  final Source source;
  final @Nullable Kind owner;
  final Stmt.FunctionDef node;
  final Binder binder;

  /** The parameters that may be given by place, in their order. */
  final List<String> places = new ArrayList<>();

  final Set<String> params = new LinkedHashSet<>();
  private final Map<String, Expr> defaults = new LinkedHashMap<>();
  private final Map<String, Expr> annotations = new LinkedHashMap<>();
  private final Map<String, Set<Referent>> told = new LinkedHashMap<>();
  final @Nullable String rest;
  final @Nullable String keywords;

  final Doings doings = new Doings();
  Worth result = Worth.NEW;

  /** Whether it yields anything but {@code None} and numbers. */
  boolean yieldsObject;

  /** Whether it may yield something of which no class of the package is known. */
  boolean yieldsOther;

  /** Whether it may yield anything but its object. */
  boolean yieldsPart;

  final Set<Callee> callers = new LinkedHashSet<>();

  Callee(Source source, @Nullable Kind owner, Stmt.FunctionDef node, Binder binder) {
    this.source = source;
    this.owner = owner;
    this.node = node;
    this.binder = binder;
    node.args().posonlyargs().forEach(arg -> add(arg, true));
    node.args().args().forEach(arg -> add(arg, true));
    node.args().kwonlyargs().forEach(arg -> add(arg, false));
    Arg vararg = node.args().vararg();
    Arg kwarg = node.args().kwarg();
    rest = vararg == null ? null : vararg.arg().text();
    keywords = kwarg == null ? null : kwarg.arg().text();
  }

  private void add(Arg arg, boolean byPlace) {
    String name = arg.arg().text();
    params.add(name);
    if (byPlace) {
      places.add(name);
    }
    if (arg.defaultValue() != null) {
      defaults.put(name, arg.defaultValue());
    }
    if (arg.annotation() != null) {
      annotations.put(name, arg.annotation());
    }
  }

  String name() {
    return node.name().text();
  }

  /** Whether its first parameter is the object. */
  boolean isBound() {
    return owner != null && (binder == Binder.PLAIN || binder == Binder.PROPERTY);
  }

  /** The parameter that is the object; null for functions. */
  @Nullable String self() {
    return isBound() && !places.isEmpty() ? places.get(0) : null;
  }

  /** Whether the first parameter is given by whoever looks the method up. */
  boolean hasReceiver() {
    return owner != null && binder != Binder.STATIC;
  }

  /** What a parameter is by its annotation. */
  Set<Referent> told(String param, Index index) {
    Expr annotation = annotations.get(param);
    return annotation == null
        ? Set.of()
        : told.computeIfAbsent(param, p -> Annotations.of(index, source, annotation));
  }

  @Nullable Expr standard(String param) {
    return defaults.get(param);
  }

  boolean isNoneUnlessGiven(String param) {
    return defaults.get(param) instanceof Expr.Constant constant
        && constant.value() == Literal.Singleton.NONE;
  }
}
