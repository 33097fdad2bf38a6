package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Module;
import java.util.List;

/**
 * What a text turned out to be: always a tree, and the reasons why Python would refuse it, in the
 * order of the text.
 */
public record Parsed(Module tree, List<SyntaxProblem> problems) {
  public Parsed {
    problems = List.copyOf(problems);
  }
}
