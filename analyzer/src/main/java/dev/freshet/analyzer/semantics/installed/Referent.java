package dev.freshet.analyzer.semantics.installed;

import java.util.Set;

/** What a name or an expression of a library's code may stand for. */
sealed interface Referent
    permits Callee, Kind, Referent.Instance, Referent.Inner, Referent.Foreign {
  /** An object of a class of the package. */
  record Instance(Kind of) implements Referent {}

  /** A module of the package, by dotted name. */
  record Inner(String name) implements Referent {}

  /**
   * Something of another package, or of Python itself, by qualified name.
   *
   * @param unless what, if the caller gave it, would stand here instead
   */
  record Foreign(String path, Set<String> unless) implements Referent {
    public Foreign {
      unless = Set.copyOf(unless);
    }

    Foreign member(String name) {
      return new Foreign(path + "." + name, unless);
    }
  }
}
