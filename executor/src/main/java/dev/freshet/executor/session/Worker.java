package dev.freshet.executor.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A forked interpreter as the monitor knows it.
 *
 * @param ran ids of the executions it served, in order
 * @param holds groups that live in it as objects
 * @param ambient the version of each piece of ambient state that differs from the zygote's
 * @param tainted it keeps process state that no other worker has
 */
public record Worker(
    String name,
    Phase phase,
    List<String> ran,
    Set<String> holds,
    Map<String, String> ambient,
    boolean tainted) {
  /** Where in its life a worker is. */
  public enum Phase {
    STARTING,
    IDLE,
    BUSY
  }

  public Worker {
    ran = List.copyOf(ran);
    holds = Set.copyOf(holds);
    ambient = Map.copyOf(ambient);
  }

  static Worker starting(String name) {
    return new Worker(name, Phase.STARTING, List.of(), Set.of(), Map.of(), false);
  }

  boolean fresh() {
    return ran.isEmpty();
  }

  Worker in(Phase next) {
    return new Worker(name, next, ran, holds, ambient, tainted);
  }

  Worker executing(String run, Set<String> nowHolds, Map<String, String> nowAmbient) {
    List<String> all = new ArrayList<>(ran);
    all.add(run);
    return new Worker(name, Phase.BUSY, all, nowHolds, nowAmbient, tainted);
  }

  Worker done(Set<String> moreGroups, Map<String, String> moreAmbient, boolean nowTainted) {
    Set<String> groups = new LinkedHashSet<>(holds);
    groups.addAll(moreGroups);
    Map<String, String> states = new LinkedHashMap<>(ambient);
    states.putAll(moreAmbient);
    return new Worker(name, Phase.IDLE, ran, groups, states, tainted || nowTainted);
  }

  Worker without(Set<String> groups) {
    Set<String> rest = new LinkedHashSet<>(holds);
    rest.removeAll(groups);
    return new Worker(name, phase, ran, rest, ambient, tainted);
  }
}
