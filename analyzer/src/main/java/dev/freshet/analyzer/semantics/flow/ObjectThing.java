package dev.freshet.analyzer.semantics.flow;

/** An object of which only its type is known: a container, or a library's. */
final class ObjectThing extends Thing {
  ObjectThing(String type) {
    super(type);
  }
}
