package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.syntax.tree.ExceptHandler;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.MatchCase;
import dev.freshet.analyzer.syntax.tree.Stmt;
import dev.freshet.analyzer.syntax.tree.WithItem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Goes through the statements of one function and notes what they do. */
final class Walk {
  final Work work;
  final Source source;
  final @Nullable Callee callee;
  final Notes notes;
  final Values values;
  private final Storing storing;

  /** What local names stand for here. */
  private Map<String, Worth> names = new HashMap<>();

  /** What is known where the walk is. */
  private final Tested tested = new Tested();

  private final Set<String> globals = new HashSet<>();

  /** What the statement calls that is only a call: what it yields is of no use. */
  private @Nullable Expr alone;

  /** How many functions inside this one the walk is in. */
  private int inner;

  /** Whether something is yielded of which no class is known. */
  private boolean yieldsOther;

  Walk(Work work, Callee callee) {
    this(work, callee.source, callee);
  }

  /** Only for values at the top of a module. */
  Walk(Work work, Source source) {
    this(work, source, null);
  }

  private Walk(Work work, Source source, @Nullable Callee callee) {
    this.work = work;
    this.source = source;
    this.callee = callee;
    notes = new Notes(this);
    values = new Values(this);
    storing = new Storing(this, values);
  }

  /** What a variable at the top of the module is assigned. */
  Worth value(String variable) {
    Expr value = source.assigned.get(variable);
    return value == null ? Worth.NEW : values.of(value);
  }

  void run() {
    Callee of = callee;
    if (of == null) {
      return;
    }
    for (String param : of.params) {
      names.put(param, Worth.root(param).withReferents(of.told(param, work.index)));
    }
    if (of.rest != null) {
      names.put(of.rest, new Worth(Set.of(), Set.of(of.rest), Set.of(), false));
    }
    if (of.keywords != null) {
      names.put(of.keywords, new Worth(Set.of(), Set.of(of.keywords), Set.of(), false));
    }
    Kind owner = of.owner;
    if (owner != null && !of.places.isEmpty()) {
      String first = of.places.get(0);
      if (of.binder == Callee.Binder.CLASS) {
        names.put(first, Worth.of(owner));
      } else if (of.isBound()) {
        names.put(first, Worth.root(first).withReferents(Set.of(new Referent.Instance(owner))));
      }
    }
    body(of.node.body());
    of.yieldsOther = yieldsOther;
  }

  /** Whether a parameter must be given so that the walk gets here. */
  String needed(String otherwise) {
    String own = onlyIf();
    return own.isEmpty() ? otherwise : own;
  }

  /** What a local name, or an attribute of one ({@code self.x}), was bound to; null if not here. */
  @Nullable Worth name(String name) {
    return names.get(name);
  }

  void bind(String name, Worth worth) {
    if (globals.contains(name)) {
      notes.change(Worth.root("@" + source.name + "." + name), Doings.Change.ATTRIBUTE, 0);
    } else {
      names.put(name, worth);
    }
  }

  /** Whether nobody uses what a call yields. */
  boolean isAlone(Expr called) {
    return called.equals(alone);
  }

  Set<String> missing() {
    return tested.missing();
  }

  /** Whether the walk surely gets here, as far as can be seen. */
  boolean isSure() {
    return !tested.isConditional() && inner == 0;
  }

  /** Does something where more is known to be missing. */
  void where(Set<String> more, Set<String> there, Runnable work) {
    tested.where(more, there, work);
  }

  /**
   * The parameter that has to be given so that the walk gets here, or, after an exclamation mark,
   * must not be given; empty if there is none.
   */
  String onlyIf() {
    Callee of = callee;
    for (String each : tested.given()) {
      if (of != null && each.indexOf('.') < 0 && !each.equals(of.self()) && isParameter(each)) {
        return each;
      }
    }
    for (String each : new TreeSet<>(tested.missing())) {
      if (of != null && each.indexOf('.') < 0 && of.isNoneUnlessGiven(each) && isParameter(each)) {
        return Doings.Changed.UNLESS + each;
      }
    }
    return "";
  }

  /** What the caller might have given, where it did not: parameters and their attributes. */
  Set<String> notGiven() {
    Set<String> keys = new HashSet<>();
    for (String each : tested.missing()) {
      if (isParameter(each)) {
        keys.add(each);
      }
    }
    return keys;
  }

  /** Whether a key is about a parameter that was not assigned since. */
  boolean isParameter(String key) {
    int dot = key.indexOf('.');
    String name = dot < 0 ? key : key.substring(0, dot);
    Worth now = names.get(name);
    return callee != null && callee.params.contains(name) && now != null && now.mayBe(name);
  }

  /** Walks statements; whether they surely leave the block. */
  private boolean body(List<Stmt> body) {
    Tested.Known before = tested.known();
    boolean ends = false;
    for (Stmt stmt : body) {
      if (!work.step()) {
        break;
      }
      ends |= statement(stmt);
    }
    tested.back(before);
    return ends;
  }

  private boolean statement(Stmt stmt) {
    if (stmt instanceof Stmt.ExprStmt each) {
      alone = each.value() instanceof Expr.Call call ? call.func() : null;
      values.of(each.value());
    } else if (stmt instanceof Stmt.Assign each) {
      Worth worth = values.of(each.value());
      each.targets().forEach(target -> assign(target, worth, each.value()));
    } else if (stmt instanceof Stmt.AnnAssign each && each.value() != null) {
      assign(each.target(), values.of(each.value()), each.value());
    } else if (stmt instanceof Stmt.AugAssign each) {
      storing.augment(each);
    } else if (stmt instanceof Stmt.Return each) {
      yields(each.value());
      return true;
    } else if (stmt instanceof Stmt.If each) {
      return choice(each);
    } else if (stmt instanceof Stmt.For each) {
      Worth iterated = values.of(each.iter());
      loop(() -> assign(each.target(), iterated.element(), null), each.body(), each.orelse());
    } else if (stmt instanceof Stmt.While each) {
      loop(() -> values.of(each.test()), each.body(), each.orelse());
    } else if (stmt instanceof Stmt.With each) {
      each.items().forEach(this::enter);
      return body(each.body());
    } else if (stmt instanceof Stmt.Try each) {
      return attempt(each);
    } else if (stmt instanceof Stmt.Delete each) {
      each.targets().forEach(storing::delete);
    } else if (stmt instanceof Stmt.Raise each) {
      values.all(each);
      return true;
    } else if (stmt instanceof Stmt.Global each) {
      each.names().stream().map(Identifier::text).forEach(globals::add);
    } else if (stmt instanceof Stmt.Import || stmt instanceof Stmt.ImportFrom) {
      work.index.bound(source, stmt).forEach(names::put);
    } else if (stmt instanceof Stmt.FunctionDef each) {
      nested(each);
    } else if (stmt instanceof Stmt.Match each) {
      values.of(each.subject());
      for (MatchCase one : each.cases()) {
        apart(() -> body(one.body()));
      }
    } else if (stmt instanceof Stmt.Continue || stmt instanceof Stmt.Break) {
      return true;
    } else if (stmt instanceof Stmt.Assert each) {
      values.of(each.test());
      Narrowing.narrow(names, Narrowing.of(work.index, source, each.test()).ifTrue());
    }
    return false;
  }

  private boolean choice(Stmt.If node) {
    values.of(node.test());
    Hints hints = Hints.of(node.test());
    Narrowing narrowing = Narrowing.of(work.index, source, node.test());
    Map<String, Worth> before = new HashMap<>(names);
    boolean[] ends = new boolean[2];
    Map<String, Worth> narrow = Narrowing.narrow(names, narrowing.ifTrue());
    where(
        hints.ifTrue(),
        Hints.given(node.test()),
        () -> ends[0] = conditional(hints.ifTrue(), node.body()));
    Map<String, Worth> then = names;
    names = new HashMap<>(before);
    narrow.putAll(Narrowing.narrow(names, narrowing.ifFalse()));
    where(
        hints.ifFalse(),
        Hints.givenUnless(node.test()),
        () -> ends[1] = conditional(hints.ifFalse(), node.orelse()));
    if (ends[1]) {
      names = then;
    } else if (CopyFirst.isOnce(node) || CopyFirst.isAsked(node, this)) {
      names = then;
    } else if (!ends[0]) {
      join(then);
      Narrowing.widen(names, narrow, then, before);
    }
    // if self._known is not None: return self._known
    if (ends[0]) {
      tested.learn(hints.ifFalse(), Hints.givenUnless(node.test()));
    }
    if (ends[1]) {
      tested.learn(hints.ifTrue(), Set.of());
    }
    return ends[0] && ends[1];
  }

  private void join(Map<String, Worth> other) {
    other.forEach((name, worth) -> names.merge(name, worth, Worth::join));
  }

  /** Walks what may or may not be reached. */
  private void apart(Runnable body) {
    Map<String, Worth> before = new HashMap<>(names);
    body.run();
    join(before);
  }

  private void loop(Runnable head, List<Stmt> body, List<Stmt> orelse) {
    for (int round = 0; round < 2; round++) {
      head.run();
      apart(() -> body(body));
    }
    body(orelse);
  }

  private void enter(WithItem item) {
    Worth entered = values.of(item.contextExpr());
    if (item.optionalVars() != null) {
      assign(item.optionalVars(), entered, null);
    }
  }

  // if self._known is None: self._known = made() is full afterwards, whether it was or not.
  private boolean conditional(Set<String> missed, List<Stmt> body) {
    if (Hints.stored(body).stream().anyMatch(missed::contains)) {
      return body(body);
    }
    boolean[] ends = new boolean[1];
    tested.conditional(() -> ends[0] = body(body));
    return ends[0];
  }

  // try: return self._known, except AttributeError: what is stored there is not there.
  private boolean attempt(Stmt.Try node) {
    Set<String> tried = new HashSet<>();
    if (node.body().size() == 1
        && node.body().get(0) instanceof Stmt.Return only
        && only.value() != null) {
      Expr value = only.value() instanceof Expr.Subscript part ? part.value() : only.value();
      String key = Hints.key(value);
      if (key != null) {
        tried.add(key);
      }
    }
    boolean ends = body(node.body());
    boolean all = ends;
    for (ExceptHandler handler : node.handlers()) {
      boolean[] ended = new boolean[1];
      where(tried, Set.of(), () -> apart(() -> ended[0] = conditional(tried, handler.body())));
      all &= ended[0];
    }
    if (ends) {
      tested.learn(tried, Set.of());
    }
    body(node.orelse());
    boolean last = body(node.finalbody());
    return last || all;
  }

  private void nested(Stmt.FunctionDef node) {
    Map<String, Worth> before = new HashMap<>(names);
    Worth all = values.closure(node.args(), node);
    inner++;
    body(node.body());
    inner--;
    names = before;
    names.put(node.name().text(), all);
  }

  private void yields(@Nullable Expr value) {
    Worth worth = value == null ? Worth.NONE : values.of(value);
    if (inner == 0) {
      result(worth, value);
    }
  }

  /** Notes what the function yields. */
  void result(Worth worth, @Nullable Expr value) {
    Callee of = callee;
    if (of == null || inner > 0) {
      return;
    }
    boolean object = value != null && !(value instanceof Expr.Constant);
    Worth now = of.result.join(worth);
    yieldsOther |= object && worth.is().isEmpty();
    of.yieldsPart |= object && !(value instanceof Expr.Name name && name.id().equals(of.self()));
    of.yieldsObject |= object;
    if (!now.equals(of.result)) {
      of.result = now;
      work.changed(of);
    }
  }

  /** Binds a target, which may be an attribute or an item. */
  void assign(Expr target, Worth worth, @Nullable Expr value) {
    storing.assign(target, worth, value);
  }

  boolean knows(String key) {
    return names.containsKey(key);
  }

  /** Something is stored under an attribute of a name: {@code self.x}. */
  void put(String key, Worth worth) {
    names.put(key, worth);
  }

  /** A name, or an attribute of one, may stand for something more. */
  void join(String key, Worth worth) {
    names.merge(key, worth, Worth::join);
  }
}
