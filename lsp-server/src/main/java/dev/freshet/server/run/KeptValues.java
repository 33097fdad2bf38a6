package dev.freshet.server.run;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.NotebookMemory;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.scope.Binding;
import dev.freshet.executor.scope.Bytes;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.Segment;
import dev.freshet.executor.scope.Variable;
import dev.freshet.executor.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds in a store what cells left, without running anything. */
public final class KeptValues {
  private final ResultStore store;

  public KeptValues(ResultStore store) {
    this.store = store;
  }

  /** A name's value: what is known of it, and the group that holds it. */
  public record Kept(Group group, Variable variable) {}

  /** The execution that counted last for a cell with this code, else the newest that is kept. */
  public Optional<Execution> execution(CellId cell, String digest) {
    Optional<String> counted = NotebookMemory.lastRun(store, cell, digest);
    return store.traces(digest).stream()
        .filter(Execution::ok)
        .reduce(
            (newest, older) -> counted.filter(older.run()::equals).isPresent() ? older : newest);
  }

  /** What an execution left under a name. */
  public static Optional<Kept> value(Execution execution, String name) {
    return Optional.ofNullable(execution.exports().moved().get(name))
        .flatMap(binding -> member(execution, binding));
  }

  private static Optional<Kept> member(Execution execution, Binding binding) {
    return execution.groups().stream()
        .filter(group -> group.id().equals(binding.group()))
        .filter(group -> group.variables().containsKey(binding.key()))
        .map(group -> new Kept(group, group.variables().get(binding.key())))
        .findFirst();
  }

  /**
   * The group's bytes as a file that can be mapped; empty when they are not kept or are damaged.
   *
   * @param scratch an empty directory for what must be unpacked
   */
  public Optional<Segment> segment(Group group, Path scratch) throws IOException {
    Bytes inline = group.inline();
    if (inline != null) {
      Path file = Files.write(scratch.resolve("inline"), inline.toArray());
      return Optional.of(new Segment(file.toString(), inline.size()));
    }
    return Optional.ofNullable(store.fetch(group, (id, bytes) -> scratch.resolve("unpacked")));
  }
}
