package dev.freshet.executor.plan;

import dev.freshet.executor.scope.Group;
import java.util.List;

/** Values of a cell that stay in the worker that made them, and why. */
public record Resident(List<String> names, String reason) {
  public Resident {
    names = List.copyOf(names);
  }

  /** All that stay of what an execution left. */
  public static List<Resident> of(Execution execution) {
    return execution.groups().stream()
        .filter(Group::isResident)
        .map(g -> new Resident(g.names(), String.valueOf(g.resident())))
        .toList();
  }
}
