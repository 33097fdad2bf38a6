package dev.freshet.analyzer.semantics.flow;

/** A module, function or class of a library, known by its qualified name. */
final class LibraryThing extends Thing {
  final String path;

  LibraryThing(String path) {
    super("library");
    this.path = path;
  }

  /** Whether the name looks like a class's. */
  boolean looksLikeClass() {
    int dot = path.lastIndexOf('.');
    return dot + 1 < path.length() && Character.isUpperCase(path.charAt(dot + 1));
  }

  @Override
  boolean isMutable() {
    return false;
  }
}
