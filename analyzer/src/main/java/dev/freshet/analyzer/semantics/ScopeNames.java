package dev.freshet.analyzer.semantics;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of a scope under construction; most scopes declare nothing. */
final class ScopeNames {
  private @Nullable Set<String> locals;
  private @Nullable Set<String> globals;
  private @Nullable Set<String> nonlocals;
  private @Nullable Set<String> mentioned;
  boolean generator;

  void bind(String name) {
    locals = with(locals, name);
  }

  void declareGlobal(String name) {
    globals = with(globals, name);
  }

  void declareNonlocal(String name) {
    nonlocals = with(nonlocals, name);
  }

  void mention(String name) {
    mentioned = with(mentioned, name);
  }

  Scope scope() {
    if (locals != null && globals != null) {
      locals.removeAll(globals);
    }
    if (locals != null && nonlocals != null) {
      locals.removeAll(nonlocals);
    }
    return new Scope(done(locals), done(globals), done(nonlocals), done(mentioned), generator);
  }

  private static Set<String> with(@Nullable Set<String> names, String name) {
    Set<String> known = names == null ? new HashSet<>() : names;
    known.add(name);
    return known;
  }

  private static Set<String> done(@Nullable Set<String> names) {
    return names == null ? Set.of() : Collections.unmodifiableSet(names);
  }
}
