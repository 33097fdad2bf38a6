package dev.freshet.analyzer.semantics.flow;

/** A module beside the notebook, whose text is known. */
final class ModuleThing extends Thing {
  final Space space;

  ModuleThing(Space space) {
    super("module");
    this.space = space;
  }

  @Override
  boolean isMutable() {
    return false;
  }
}
