package dev.freshet.executor.plan;

import dev.freshet.executor.scope.Exports;
import dev.freshet.executor.scope.Group;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One finished execution of a cell: what it observed, what it left, what it showed. Stored, it is
 * the trace from which an equal run is restored.
 *
 * @param run id of the execution, unique for ever
 * @param error null when the cell ended well
 * @param exported false for a failed cell whose bindings do not count
 * @param groups all groups this execution made
 * @param impure what makes its result differ from run to run: clock, randomness, or an external
 *     effect
 * @param withheld what it would have left, had a later cell asked for it
 * @param outputs nbformat output objects as JSON
 */
public record Execution(
    String run,
    String digest,
    Inputs inputs,
    @Nullable CellError error,
    boolean exported,
    Exports exports,
    List<Group> groups,
    Set<String> mutates,
    List<FileTouch> files,
    List<String> external,
    List<String> process,
    List<String> impure,
    Set<String> withheld,
    List<String> outputs,
    double durationMs) {
  public Execution {
    groups = List.copyOf(groups);
    mutates = Set.copyOf(mutates);
    files = List.copyOf(files);
    external = List.copyOf(external);
    process = List.copyOf(process);
    impure = List.copyOf(impure);
    withheld = Set.copyOf(withheld);
    outputs = List.copyOf(outputs);
  }

  public boolean ok() {
    return error == null || exported;
  }

  public boolean resident() {
    return groups.stream().anyMatch(Group::isResident);
  }

  public Execution withGroups(List<Group> present) {
    return with(present, exports);
  }

  public Execution withExports(Exports present) {
    return with(groups, present);
  }

  private Execution with(List<Group> groups, Exports exports) {
    return new Execution(
        run,
        digest,
        inputs,
        error,
        exported,
        exports,
        groups,
        mutates,
        files,
        external,
        process,
        impure,
        withheld,
        outputs,
        durationMs);
  }
}
