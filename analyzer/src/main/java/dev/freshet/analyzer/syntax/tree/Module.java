package dev.freshet.analyzer.syntax.tree;

import java.util.List;

/** A whole cell, or a piece of code inside a magic. */
public record Module(int start, int end, List<Stmt> body) implements Node {
  public Module {
    body = List.copyOf(body);
  }

  @Override
  public void parts(Parts to) {
    to.nodes(body);
  }
}
