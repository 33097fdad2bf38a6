package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.syntax.tree.Node;

/**
 * The hash of code as Python sees it: two texts that differ only in comments, blank lines and
 * formatting have one digest (128 bits over the tree, as 32 hex digits).
 */
public final class TreeDigest extends NodeDigest {
  private TreeDigest() {}

  public static String of(Node node) {
    TreeDigest digest = new TreeDigest();
    digest.node(node);
    return digest.hex();
  }

  static String ofText(String text) {
    TreeDigest digest = new TreeDigest();
    digest.text(text);
    return digest.hex();
  }
}
