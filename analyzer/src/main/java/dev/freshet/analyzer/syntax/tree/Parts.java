package dev.freshet.analyzer.syntax.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told what a piece of the tree is made of, in the order of its components. */
public interface Parts {
  /** A part, or none where there may be one. */
  void node(@Nullable Node part);

  /** Any number of parts. */
  void nodes(List<? extends Node> parts);

  /** A name or other text, of which the tree is no finer. */
  void text(String text);

  /** An operator or literal. */
  void value(Object value);

  /** Any number of operators. */
  void values(List<?> values);

  /** A number that says which of several sorts it is. */
  void number(int number);

  /** A mark that is there or not. */
  void mark(boolean is);
}
