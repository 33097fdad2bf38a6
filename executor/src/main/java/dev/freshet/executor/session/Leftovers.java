package dev.freshet.executor.session;

import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.Segment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Between runs, forgetting values that no cell's result refers to; the store still has them. */
final class Leftovers {
  private final Draft d;

  Leftovers(Draft draft) {
    this.d = draft;
  }

  void discard() {
    Set<String> live = live();
    List<Segment> segments = new ArrayList<>();
    for (Group group : List.copyOf(d.groups.values())) {
      if (!live.contains(group.id())) {
        d.groups.remove(group.id());
        d.verified.remove(group.id());
        Segment segment = group.segment();
        if (segment != null) {
          segments.add(segment);
        }
      }
    }
    if (!segments.isEmpty()) {
      d.emit(new Effect.Discard(segments));
    }
    forgetTraces();
  }

  private Set<String> live() {
    Set<String> live = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>();
    d.results.values().forEach(e -> e.groups().forEach(g -> open.add(g.id())));
    while (!open.isEmpty()) {
      String id = open.remove();
      Group group = d.groups.get(id);
      if (live.add(id) && group != null) {
        open.addAll(group.refs());
      }
    }
    return live;
  }

  /** What is known of a text beside its present results is asked of the store again. */
  private void forgetTraces() {
    Set<String> counting = new LinkedHashSet<>();
    d.results.values().forEach(e -> counting.add(e.run()));
    d.traces
        .values()
        .removeIf(traces -> !traces.stream().map(Execution::run).allMatch(counting::contains));
  }
}
