package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.semantics.library.Library;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The state of one walk down a notebook, and the parts that walk. */
final class Interpreter {
  // A unit that takes more steps than this is known well enough.
  private static final int STEPS = 60_000;
  private static final int DEEPEST = 1200;

  final Library library;
  final Trail trail = new Trail();
  final World world = new World(trail);
  final Space notebook = new Space("__main__", true, trail);
  final Modules modules;
  final CodeReader reader;
  final Names names;
  final Statements statements;
  final Expressions expressions;
  final Targets targets;
  final Attributes attributes;
  final Functions functions;
  final Calls calls;
  final LibraryCalls libraryCalls;
  final Builtins builtins;
  final Magics magics;
  final Surroundings surroundings;
  final Showing showing = new Showing(this);
  final SpecialMethods special = new SpecialMethods(this);
  final Settled settled = new Settled(this);
  final Memos memos = new Memos(this);
  final Instances instances = new Instances(this);
  final Outputs outputs;
  final Sources sources = new Sources(this);
  final Namespaces namespaces = new Namespaces(this);
  final Callers callers = new Callers(this);
  final Spelling spelling = new Spelling(this);

  /** The module that the notebook is. */
  final Value main;

  Frame frame;
  UnitEffects unit = new UnitEffects(-1, -1, CellFacts.none(), 0);
  Code code;

  /** The cell of the unit. */
  private int cell;

  /** The place in the unit's own cell that code of other cells was entered from. */
  private SourceRange site = new SourceRange(0, 0);

  private final Map<String, LibraryThing> libraryThings = new HashMap<>();
  private int doubt;
  private int steps;
  private int depth;
  private int stamp;
  int loops;

  /** The library objects whose {@code with} statements enclose this. */
  final List<Thing> managers = new ArrayList<>();

  /** The states that the enclosing {@code with} statements put back. */
  final List<String> restored = new ArrayList<>();

  /** What the last expression statement yielded. */
  Value shown = Value.ATOM;

  private int executed;
  private boolean counted;

  /** Whether the notebook's Python evaluates annotations when somebody asks for them. */
  boolean annotationsWait;

  /** How many annotations are being evaluated, one in the other. */
  int annotations;

  /** Whether {@code from __future__ import annotations} stands in this cell. */
  boolean lazyAnnotations;

  Interpreter(Library library, CodeReader reader, Modules modules, Code nowhere) {
    this.library = library;
    this.reader = reader;
    this.modules = modules;
    this.code = nowhere;
    frame = Frame.module(notebook);
    Thing self = new ModuleThing(notebook);
    self.share(trail, 0);
    main = Value.of(self);
    names = new Names(this);
    statements = new Statements(this);
    expressions = new Expressions(this);
    targets = new Targets(this);
    attributes = new Attributes(this);
    functions = new Functions(this);
    calls = new Calls(this);
    libraryCalls = new LibraryCalls(this);
    builtins = new Builtins(this);
    magics = new Magics(this);
    surroundings = new Surroundings(this);
    outputs = new Outputs(this);
  }

  void begin(UnitEffects next, Code where) {
    unit = next;
    code = where;
    cell = where.cell();
    shown = Value.ATOM;
    trail.begin();
    frame = Frame.module(notebook);
    steps = STEPS;
    depth = 0;
    doubt = 0;
    loops = 0;
    annotations = 0;
    restored.clear();
    managers.clear();
    functions.beginUnit();
  }

  /** Says how many cells with statements come before this one. */
  void executed(int cells) {
    executed = cells;
    counted = false;
  }

  /** How many cells with statements come before this one. */
  int executed() {
    counted = true;
    return executed;
  }

  /** Whether the unit asked for the number of cells before it. */
  boolean counted() {
    return counted;
  }

  Value eval(Expr node) {
    if (steps <= 0 || depth > DEEPEST) {
      return unknown();
    }
    steps--;
    depth++;
    try {
      return node.accept(expressions);
    } finally {
      depth--;
    }
  }

  /** Evaluates what decides which way to go. */
  void test(Expr node) {
    special.truth(eval(node), node);
  }

  /** Evaluates what may or may not be evaluated. */
  Value perhaps(Supplier<Value> work) {
    doubt++;
    try {
      return work.get();
    } finally {
      doubt--;
    }
  }

  Value evalPerhaps(Expr node) {
    return perhaps(() -> eval(node));
  }

  Path run(List<Stmt> body) {
    for (Stmt statement : body) {
      if (run(statement) == Path.ENDS) {
        return Path.ENDS;
      }
    }
    return Path.GOES_ON;
  }

  Path run(Stmt statement) {
    if (steps <= 0 || depth > DEEPEST) {
      return Path.GOES_ON;
    }
    steps--;
    depth++;
    try {
      return statement.accept(statements);
    } finally {
      depth--;
    }
  }

  boolean isExhausted() {
    return steps <= 0 || depth > DEEPEST;
  }

  /** What one way through the code bound. */
  record Branch(Map<String, Binding> local, Map<String, Binding> global, Path path) {}

  /** Walks one way that may be taken. */
  Branch branch(Supplier<Path> body) {
    Vars local = frame.vars;
    Vars global = frame.space.vars;
    boolean apart = local != global;
    local.push();
    if (apart) {
      global.push();
    }
    doubt++;
    Path path = Path.GOES_ON;
    try {
      path = body.get();
    } finally {
      doubt--;
    }
    Map<String, Binding> globals = apart ? global.pop() : Map.of();
    return new Branch(local.pop(), globals, path);
  }

  /** The way on which nothing is done. */
  static Branch nothing() {
    return new Branch(Map.of(), Map.of(), Path.GOES_ON);
  }

  /** Goes on after any of the ways that do not end. */
  Path merge(List<Branch> branches) {
    List<Branch> open = new ArrayList<>();
    for (Branch branch : branches) {
      if (branch.path() == Path.GOES_ON) {
        open.add(branch);
      }
    }
    List<Branch> taken = open.isEmpty() ? branches : open;
    frame.vars.merge(taken, Branch::local);
    if (frame.vars != frame.space.vars) {
      frame.space.vars.merge(taken, Branch::global);
    }
    return open.isEmpty() ? Path.ENDS : Path.GOES_ON;
  }

  Certainty certainty() {
    return doubt == 0 ? Certainty.MUST : Certainty.MAY;
  }

  boolean isCertain() {
    return doubt == 0;
  }

  boolean isForeign() {
    return code.cell() != cell;
  }

  /** Where, in the unit's own cell, the reason for an effect stands. */
  SourceRange at(Node node) {
    return code.quoted() || isForeign()
        ? site
        : new SourceRange(node.start(), Math.max(node.start(), node.end()));
  }

  /** Walks code that stands elsewhere; its effects are put down to the place of the call. */
  <T> T inside(Code where, Node call, Supplier<T> work) {
    Code before = code;
    SourceRange siteBefore = site;
    site = at(call);
    code = where;
    try {
      return work.get();
    } finally {
      code = before;
      site = siteBefore;
    }
  }

  LibraryThing libraryThing(String path) {
    return libraryThings.computeIfAbsent(
        path,
        p -> {
          LibraryThing thing = new LibraryThing(p);
          thing.share(trail, 0);
          return thing;
        });
  }

  Value unknown() {
    return Value.of(new ObjectThing(Thing.UNKNOWN));
  }

  Value fresh(String type) {
    return Value.of(new ObjectThing(type));
  }

  void mutate(Value value, String how, Node node) {
    for (Thing thing : value.things) {
      mutate(thing, how, node, value.things.length == 1);
    }
  }

  void mutate(Thing thing, String how, Node node, boolean surely) {
    Settled.forget(thing);
    change(thing, how, node, surely);
  }

  /** A change that leaves what is known to be settled of the object as it is. */
  void change(Thing thing, String how, Node node, boolean surely) {

    if (!thing.isMutable()) {
      return;
    }
    UnitEffects.Change change = unit.change(thing, how);
    change.must |= surely && isCertain();
    if (change.ranges.size() < 4) {
      SourceRange range = at(node);
      if (!change.ranges.contains(range)) {
        change.ranges.add(range);
      }
    }
  }

  /** Ends the unit: finds the names that show what it changed. */
  void endUnit() {
    unit.takeChanges().forEach(this::showChange);
    for (Map.Entry<String, UnitEffects.Write> entry : unit.writes().entrySet()) {
      Binding now = notebook.vars.get(entry.getKey());
      UnitEffects.Write write = entry.getValue();
      write.must = now != null && now.isOnlyBy(unit.number()) && (!now.unbound() || !write.binds);
    }
  }

  private void showChange(Thing thing, UnitEffects.Change change) {
    int mark = ++stamp;
    List<NameSlot> names = new ArrayList<>(2);
    thing.markUp(mark, names::add);
    if (names.size() > 1) {
      // Holders come in the order in which statements were walked, and more than once.
      names = new ArrayList<>(new TreeSet<>(names));
    }
    for (NameSlot slot : names) {
      Binding binding = (Binding) trail.get(slot);
      if (binding != null && isMarked(binding.value(), mark)) {
        if (!slot.space.notebook) {
          Modules.changed(this, slot, change);
        } else if (!binding.isOnlyBy(unit.number())) {
          boolean surely = change.must && binding.value().things.length == 1;
          unit.mutates(slot.name, change, surely, binding.writers());
          slot.space.vars.put(slot.name, binding.mutatedBy(unit.number()));
        }
      }
    }
  }

  static boolean isMarked(Value value, int mark) {
    for (Thing thing : value.things) {
      if (thing.isMarked(mark)) {
        return true;
      }
    }
    return false;
  }

  void ambient(String name, EffectMode mode, Node node) {
    if (mode.writes() && restored.contains(name)) {
      if (mode.reads() && world.isTouched(name)) {
        world.ambient(unit, name, EffectMode.READ, certainty(), at(node));
      }
      return;
    }
    world.ambient(unit, name, mode, certainty(), at(node));
  }

  void external(String what, Node node) {
    if (what.equals("subprocess")) {
      surroundings.ofCommand(node);
    }
    world.external(unit, what, certainty(), at(node));
  }

  void file(@Nullable String path, EffectMode mode, boolean observable, Node node) {
    Certainty sure = path == null ? Certainty.MAY : certainty();
    if (path == null || !path.startsWith("/")) {
      surroundings.ofFile(node);
    }
    world.file(unit, Optional.ofNullable(path), mode, sure, observable, at(node));
  }

  void open(boolean reads, boolean writes, String reason, Node node) {
    unit.open(new UnitEffects.OpenWorld(reads, writes, reason, at(node)));
    if (writes) {
      world.runWild(unit.number());
    }
  }
}
