package dev.freshet.executor.plan;

import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.Residence;
import java.util.ArrayList;
import java.util.List;

/** Values of a cell that stay in the worker that made them, and why. */
public record Resident(List<String> names, String reason) {
  public Resident {
    names = List.copyOf(names);
  }

  /** All that stay of what an execution left. */
  public static List<Resident> of(Execution execution) {
    List<Resident> all = new ArrayList<>();
    for (Group group : execution.groups()) {
      Residence residence = group.resident();
      if (residence != null) {
        all.add(new Resident(group.names(), residence.reason()));
      }
    }
    return List.copyOf(all);
  }
}
