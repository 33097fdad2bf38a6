package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Parts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told of the parts that are nodes themselves. */
abstract class NodeParts implements Parts {
  abstract void child(Node part);

  @Override
  public final void node(@Nullable Node part) {
    if (part != null) {
      child(part);
    }
  }

  @Override
  public final void nodes(List<? extends Node> parts) {
    for (int i = 0; i < parts.size(); i++) {
      child(parts.get(i));
    }
  }

  @Override
  public final void text(String text) {}

  @Override
  public final void value(Object value) {}

  @Override
  public final void values(List<?> values) {}

  @Override
  public final void number(int number) {}

  @Override
  public final void mark(boolean is) {}
}
