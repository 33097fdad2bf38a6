package dev.freshet.analyzer.spec;

/**
 * One fenced block: {@code ```kind argument}, its lines, and the closing fence.
 *
 * @param body the lines between the fences, each ending in {@code \n}
 * @param line the document's line of the opening fence, from 1
 * @param bodyStart offset of the body in the document
 */
public record SpecFence(String kind, String argument, String body, int line, int bodyStart) {
  int bodyEnd() {
    return bodyStart + body.length();
  }

  /** The failure of a step that no one knows. */
  public AssertionError unknown() {
    return new AssertionError("line " + line + ": unknown fence `" + kind + "`");
  }
}
