package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.semantics.library.Library;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Walks the functions of a package until nothing new is found of any: what a function does depends
 * on what those do that it calls.
 */
final class Work {
  // What a function does only grows, so that this ends; these bounds are against bad luck.
  private static final int VISITS = 10;
  private static final int STEPS = 12_000_000;

  final Index index;
  final Library library;
  private final Deque<Callee> open = new ArrayDeque<>();
  private final Set<Callee> waiting = new HashSet<>();
  private final Map<Callee, Integer> visits = new HashMap<>();
  private final Map<String, Worth> variables = new HashMap<>();
  private int steps = STEPS;

  Work(Index index, Library library) {
    this.index = index;
    this.library = library;
  }

  void run() {
    index.callees.forEach(this::again);
    for (Callee next = open.poll(); next != null && steps > 0; next = open.poll()) {
      waiting.remove(next);
      if (visits.merge(next, 1, Integer::sum) <= VISITS) {
        new Walk(this, next).run();
      }
    }
  }

  /** Counts a step; whether there is room for more. */
  boolean step() {
    return --steps > 0;
  }

  private void again(Callee callee) {
    if (waiting.add(callee)) {
      open.add(callee);
    }
  }

  /** Something new is known of a function: those that call it are looked at again. */
  void changed(Callee callee) {
    callee.callers.forEach(this::again);
  }

  /** Something new is known of the attributes of a class. */
  void changed(Kind kind) {
    kind.methods.values().forEach(this::again);
    for (Kind below : kind.below) {
      below.methods.values().forEach(this::again);
    }
  }

  /** What a variable of a module stands for. */
  Worth variable(String root) {
    Worth known = variables.get(root);
    if (known == null) {
      variables.put(root, Worth.NEW);
      known = Worth.root(root).withReferents(valueOf(root).is());
      variables.put(root, known);
    }
    return known;
  }

  private Worth valueOf(String root) {
    int dot = root.lastIndexOf('.');
    Source source = index.sources.get(root.substring(1, dot));
    return source == null ? Worth.NEW : new Walk(this, source).value(root.substring(dot + 1));
  }
}
