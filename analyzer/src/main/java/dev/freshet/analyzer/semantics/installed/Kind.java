package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A class of a package. Identity is what counts. */
final class Kind implements Referent {
  final String name;
  final Source source;
  final Stmt.ClassDef node;
  final Map<String, Callee> methods = new LinkedHashMap<>();
  final Map<String, Callee> setters = new LinkedHashMap<>();
  final List<Kind> below = new ArrayList<>();
  private final Map<String, Worth> attributes = new LinkedHashMap<>();

  /** It and its bases in the package, in the order in which they are asked. */
  private List<Kind> line = List.of();

  /** Whether a base is of another package. */
  boolean foreignBase;

  Kind(String name, Source source, Stmt.ClassDef node) {
    this.name = name;
    this.source = source;
    this.node = node;
    line = List.of(this);
  }

  /** The qualified name under which its objects are known. */
  String path() {
    return source.name + "." + name;
  }

  /** Whether one of its objects may be one of a class. */
  boolean mayBe(String kind) {
    return line.stream().anyMatch(each -> each.path().equals(kind))
        || below.stream().anyMatch(each -> each.path().equals(kind));
  }

  /** Whether one of its objects may be one of some classes, which stand with bars between. */
  boolean mayBeAny(String kinds) {
    for (String each : kinds.split("\\|", -1)) {
      if (mayBe(each)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is one of some classes, which stand with bars between, or extends one. */
  boolean isAny(String kinds) {
    List<String> paths = List.of(kinds.split("\\|", -1));
    return line.stream().anyMatch(each -> paths.contains(each.path()));
  }

  List<Kind> line() {
    return line;
  }

  void inherits(List<Kind> resolved) {
    line = List.copyOf(resolved);
    resolved.stream().filter(each -> !each.equals(this)).forEach(each -> each.below.add(this));
  }

  @Nullable Callee method(String called) {
    for (Kind each : line) {
      Callee found = each.methods.get(called);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Nullable Callee setter(String attribute) {
    for (Kind each : line) {
      Callee found = each.setters.get(attribute);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** What was stored under an attribute of its objects. */
  Worth attribute(String called) {
    Worth all = Worth.NEW;
    for (Kind each : line) {
      all = all.join(each.attributes.getOrDefault(called, Worth.NEW));
    }
    return all;
  }

  /** Notes what is stored under an attribute; whether that is news. */
  boolean store(String called, Worth value) {
    Worth kept = Worth.NEW.withReferents(value.is());
    Worth old = attributes.getOrDefault(called, Worth.NEW);
    Worth now = old.join(kept);
    attributes.put(called, now);
    return !now.equals(old);
  }
}
