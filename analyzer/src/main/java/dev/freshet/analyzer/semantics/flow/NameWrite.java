package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.Certainty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A binding or deletion of a global name. */
public final class NameWrite {
  boolean must = true;
  boolean deletes;
  boolean binds;
  final List<SourceRange> ranges = new ArrayList<>(2);

  public Certainty certainty() {
    return must ? Certainty.MUST : Certainty.MAY;
  }

  public boolean deletes() {
    return deletes;
  }

  public boolean binds() {
    return binds;
  }

  public List<SourceRange> ranges() {
    return Collections.unmodifiableList(ranges);
  }
}
