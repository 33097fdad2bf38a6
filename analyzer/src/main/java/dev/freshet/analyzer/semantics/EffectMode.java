package dev.freshet.analyzer.semantics;

/** How a cell touches a file or a piece of ambient state. */
public enum EffectMode {
  READ,
  WRITE,
  READ_WRITE;

  public boolean reads() {
    return this != WRITE;
  }

  public boolean writes() {
    return this != READ;
  }
}
