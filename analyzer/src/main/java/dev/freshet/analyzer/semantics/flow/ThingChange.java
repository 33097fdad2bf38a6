package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.notebook.SourceRange;
import java.util.ArrayList;
import java.util.List;

/** A change of an abstract object, before the names that show it are known. */
final class ThingChange {
  boolean must;
  final String how;
  final List<SourceRange> ranges = new ArrayList<>(2);

  ThingChange(String how) {
    this.how = how;
  }
}
