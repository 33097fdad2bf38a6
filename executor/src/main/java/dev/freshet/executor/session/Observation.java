package dev.freshet.executor.session;

import dev.freshet.executor.plan.CellError;
import dev.freshet.executor.plan.FileTouch;
import dev.freshet.executor.scope.AmbientState;
import dev.freshet.executor.scope.Group;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the worker saw a cell do.
 *
 * @param reads names that were loaded or fetched, with the group each came from
 * @param moved the group that holds the new version of each name bound or changed
 * @param impure readings that differ from run to run although no input does
 * @param spoiled groups whose objects changed in place although no name leads to them any more
 * @param withheld what it would have left, had a later cell asked for it
 * @param outputs nbformat outputs as JSON, in order
 */
public record Observation(
    Ending ending,
    @Nullable CellError error,
    Map<String, String> reads,
    Set<String> absent,
    Set<String> writes,
    Set<String> mutates,
    Set<String> deletes,
    List<Group> groups,
    Map<String, String> moved,
    List<AmbientState> ambient,
    Set<String> ambientReads,
    List<FileTouch> files,
    List<String> external,
    List<String> process,
    List<String> impure,
    Set<String> spoiled,
    Set<String> withheld,
    List<String> outputs,
    double durationMs) {
  /** How the code came to its end. */
  public enum Ending {
    OK,
    ERROR,
    INTERRUPTED
  }

  public Observation {
    reads = Map.copyOf(reads);
    absent = Set.copyOf(absent);
    writes = Set.copyOf(writes);
    mutates = Set.copyOf(mutates);
    deletes = Set.copyOf(deletes);
    groups = List.copyOf(groups);
    moved = Map.copyOf(moved);
    ambient = List.copyOf(ambient);
    ambientReads = Set.copyOf(ambientReads);
    files = List.copyOf(files);
    external = List.copyOf(external);
    process = List.copyOf(process);
    impure = List.copyOf(impure);
    spoiled = Set.copyOf(spoiled);
    withheld = Set.copyOf(withheld);
    outputs = List.copyOf(outputs);
  }

  public Observation withOutputs(List<String> shown) {
    return new Observation(
        ending,
        error,
        reads,
        absent,
        writes,
        mutates,
        deletes,
        groups,
        moved,
        ambient,
        ambientReads,
        files,
        external,
        process,
        impure,
        spoiled,
        withheld,
        shown,
        durationMs);
  }
}
