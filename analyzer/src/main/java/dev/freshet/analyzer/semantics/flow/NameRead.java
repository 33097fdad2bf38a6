package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.Certainty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A look-up of a global name that other units bind. */
public final class NameRead {
  boolean must;
  boolean deferred = true;
  boolean maybeUnbound;
  boolean annotates = true;
  int[] writers = Ints.NONE;
  int[] mutators = Ints.NONE;
  final List<SourceRange> ranges = new ArrayList<>(2);

  public Certainty certainty() {
    return must ? Certainty.MUST : Certainty.MAY;
  }

  /** Whether only code of other cells, called here, reads the name. */
  public boolean deferred() {
    return deferred;
  }

  /** The units that may have bound it, ascending. */
  public int[] writers() {
    return writers.clone();
  }

  /** The units that may have changed its object since it was bound, ascending. */
  public int[] mutators() {
    return mutators.clone();
  }

  /** Writers and mutators, ascending. */
  public int[] sources() {
    return Ints.union(writers, mutators);
  }

  /** Whether only annotations mention the name. */
  public boolean annotates() {
    return annotates;
  }

  public List<SourceRange> ranges() {
    return Collections.unmodifiableList(ranges);
  }
}
