package dev.freshet.executor.session;

import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.scope.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What outlives a session: executions and lessons by code digest, and values by group. */
final class ToyStore {
  private final Random random;
  private final Map<String, List<Execution>> traces = new HashMap<>();
  private final Map<String, Learned> learned = new HashMap<>();

  /** Members of each group that was ever exported and is not resident. */
  final Map<String, Map<String, ToyWorker.Member>> segments = new HashMap<>();

  Memory memory = Memory.NOTHING;

  /** The seed decides which values are too large to be kept. */
  ToyStore(Random random) {
    this.random = random;
  }

  void save(Execution execution) {
    List<Group> groups = new ArrayList<>();
    for (Group group : execution.groups()) {
      groups.add(random.nextInt(8) == 0 ? withoutValue(group) : group);
    }
    traces
        .computeIfAbsent(execution.digest(), d -> new ArrayList<>())
        .add(0, execution.withGroups(groups));
  }

  private static Group withoutValue(Group group) {
    return new Group(
        group.id(),
        group.names(),
        null,
        null,
        group.resident(),
        group.refs(),
        group.inner(),
        group.replaces(),
        group.needs(),
        group.fingerprint(),
        group.variables());
  }

  void save(String digest, Learned lesson) {
    learned.merge(digest, lesson, Learned::plus);
  }

  SessionEvent load(String digest) {
    return new SessionEvent.TracesLoaded(
        digest,
        traces.getOrDefault(digest, List.of()).stream().limit(16).toList(),
        learned.getOrDefault(digest, Learned.NOTHING));
  }
}
