package dev.freshet.analyzer.semantics.installed;

import java.util.Set;

/** What a name or an expression of a library's code may stand for. */
sealed interface Meaning permits Callee, Kind, Meaning.Instance, Meaning.Inner, Meaning.Foreign {
  /** An object of a class of the package. */
  record Instance(Kind of) implements Meaning {}

  /** A module of the package, by dotted name. */
  record Inner(String name) implements Meaning {}

  /**
   * Something of another package, or of Python itself, by qualified name.
   *
   * @param unless what, if the caller gave it, would stand here instead
   */
  record Foreign(String path, Set<String> unless) implements Meaning {
    public Foreign {
      unless = Set.copyOf(unless);
    }

    Foreign member(String name) {
      return new Foreign(path + "." + name, unless);
    }
  }
}
