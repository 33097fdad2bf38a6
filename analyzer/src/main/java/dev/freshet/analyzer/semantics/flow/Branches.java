package dev.freshet.analyzer.semantics.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Walks the ways that code may take, each by itself, and goes on after all of them. */
final class Branches {
  private final Interpreter in;

  Branches(Interpreter in) {
    this.in = in;
  }

  /** Walks one way that may be taken. */
  Branch walk(Supplier<Path> body) {
    Vars local = in.frame.vars;
    Vars global = in.frame.space.vars;
    boolean apart = local != global;
    local.push();
    if (apart) {
      global.push();
    }
    Path path = in.perhaps(body);
    Map<String, Binding> globals = apart ? global.pop() : Map.of();
    return new Branch(local.pop(), globals, path);
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
    Frame frame = in.frame;
    frame.vars.merge(taken, Branch::local);
    if (frame.vars != frame.space.vars) {
      frame.space.vars.merge(taken, Branch::global);
    }
    return open.isEmpty() ? Path.ENDS : Path.GOES_ON;
  }
}
