package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An activation of a body of code. */
final class Frame {
  /** What sort of body; class bodies are invisible to the functions in them. */
  enum Kind {
    MODULE,
    FUNCTION,
    CLASS,
    COMPREHENSION
  }

  final Kind kind;
  final @Nullable Frame parent;
  final Space space;
  final @Nullable Scope scope;
  final Vars vars;
  final @Nullable FunctionThing function;
  private @Nullable Thing cells;
  private List<String> annotated = List.of();
  Value returned = Value.ATOM;
  private @Nullable Slot yielded;
  private @Nullable Trail trail;
  private int madeBy;

  private Frame(
      Kind kind,
      @Nullable Frame parent,
      Space space,
      @Nullable Scope scope,
      Vars vars,
      @Nullable FunctionThing function) {
    this.kind = kind;
    this.parent = parent;
    this.space = space;
    this.scope = scope;
    this.vars = vars;
    this.function = function;
  }

  static Frame module(Space space) {
    return new Frame(Kind.MODULE, null, space, null, space.vars, null);
  }

  static Frame function(FunctionThing function) {
    Frame closure = function.closure;
    return new Frame(Kind.FUNCTION, closure, closure.space, function.scope, new Vars(), function);
  }

  Frame classBody(Scope bodyScope) {
    return new Frame(Kind.CLASS, this, space, bodyScope, new Vars(), function);
  }

  Frame comprehension() {
    return new Frame(Kind.COMPREHENSION, this, space, null, new Vars(), function);
  }

  /** What the generator may yield, as far as it was run. */
  Value yielded() {
    if (yielded == null && trail == null) {
      return Value.ATOM;
    }
    Slot slot = yieldSlot();
    Object so = trail == null ? slot.value : trail.get(slot);
    return so instanceof Value value ? value : Value.ATOM;
  }

  private Slot yieldSlot() {
    if (yielded == null) {
      yielded = Slot.in(null);
    }
    return yielded;
  }

  void yields(Value value) {
    Value now = yielded().join(value);
    if (trail == null) {
      yieldSlot().value = now;
    } else {
      trail.set(yieldSlot(), now);
    }
  }

  /** The names that the body gives types, in order. */
  List<String> annotated() {
    return annotated;
  }

  void annotate(String name) {
    if (annotated.isEmpty()) {
      annotated = new ArrayList<>();
    }
    annotated.add(name);
  }

  boolean isMadeBy(int walk) {
    return trail != null && madeBy == walk;
  }

  boolean isShared() {
    return vars.isShared();
  }

  /** Statements other than the one being walked can get at it from now on. */
  void share(Trail shared, int walk, Consumer<@Nullable Object> parts) {
    if (kind == Kind.MODULE || !vars.share(shared)) {
      return;
    }
    trail = shared;
    madeBy = walk;
    vars.forEach((name, binding) -> parts.accept(binding));
    parts.accept(yielded == null ? null : yielded.value);
    parts.accept(cells());
    parts.accept(parent);
    parts.accept(function);
  }

  /** The variables that functions made here share with it and with each other. */
  Thing cells() {
    if (cells == null) {
      cells = new ObjectThing("closure");
    }
    return cells;
  }

  /** The frame that functions made here close over: class bodies are skipped. */
  Frame closure() {
    Frame frame = this;
    while (frame.kind == Kind.CLASS && frame.parent != null) {
      frame = frame.parent;
    }
    return frame;
  }
}
