package dev.freshet.analyzer.semantics.flow;

/** An instance of a class whose code is known. */
final class InstanceThing extends Thing {
  final ClassThing of;

  InstanceThing(ClassThing of) {
    super(of.libraryBase());
    this.of = of;
    put(CLASS, Value.of(of));
  }
}
