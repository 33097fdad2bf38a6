package dev.freshet.analyzer.semantics.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A module, function or class of a library, known by its qualified name. */
final class LibraryThing extends Thing {
  private static final String BUILTINS = "builtins.";
  private static final String DISPLAY = "IPython.display.display";

  final String path;

  /** The name of what Python itself or IPython binds. */
  final @Nullable String builtin;

  /** What a name of it is bound to. */
  final Value value;

  /** Those of its attributes that were asked for. */
  private Map<String, LibraryThing> members = Map.of();

  LibraryThing(String path) {
    super("library");
    this.path = path;
    builtin =
        path.startsWith(BUILTINS) || path.equals(DISPLAY)
            ? path.substring(path.lastIndexOf('.') + 1)
            : null;
    value = Value.of(this);
  }

  /** An attribute of it, made by its path when it is asked for first. */
  LibraryThing member(String name, Function<String, LibraryThing> maker) {
    LibraryThing known = members.get(name);
    if (known == null) {
      known = maker.apply(path + "." + name);
      members = members.isEmpty() ? new HashMap<>(8) : members;
      members.put(name, known);
    }
    return known;
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
