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
  final Patches patches;
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
  final Branches branches = new Branches(this);
  final ShownChanges shownChanges = new ShownChanges(this);

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
    patches = new Patches(this);
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
  <T> T perhaps(Supplier<T> work) {
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
    ThingChange change = unit.notes.change(thing, how);
    change.must |= surely && isCertain();
    if (change.ranges.size() < 4) {
      SourceRange range = at(node);
      if (!change.ranges.contains(range)) {
        change.ranges.add(range);
      }
    }
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
    unit.notes.open(new OpenNames(reads, writes, reason, at(node)));
    if (writes) {
      world.runWild(unit.number());
    }
  }
}
