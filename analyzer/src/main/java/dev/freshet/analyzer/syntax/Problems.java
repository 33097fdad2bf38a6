package dev.freshet.analyzer.syntax;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a text. */
final class Problems {
  private List<SyntaxProblem> found = List.of();

  void add(int start, int end, String message) {
    if (found.isEmpty()) {
      found = new ArrayList<>();
    }
    found.add(new SyntaxProblem(start, Math.max(start, end), message));
  }

  void addAll(Problems others) {
    others.found.forEach(p -> add(p.start(), p.end(), p.message()));
  }

  /** Takes back a complaint about anything from the given offset on. */
  void forgive(int from, String message) {
    if (!found.isEmpty()) {
      found.removeIf(p -> p.start() >= from && p.message().equals(message));
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  int size() {
    return found.size();
  }

  /** In the order of the text, without repetition at the same place. */
  List<SyntaxProblem> toList() {
    if (found.isEmpty()) {
      return List.of();
    }
    List<SyntaxProblem> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(SyntaxProblem::start));
    List<SyntaxProblem> out = new ArrayList<>();
    for (SyntaxProblem problem : sorted) {
      if (out.isEmpty() || out.get(out.size() - 1).start() != problem.start()) {
        out.add(problem);
      }
    }
    return List.copyOf(out);
  }
}
