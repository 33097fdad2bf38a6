package dev.freshet.executor.session;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.scope.AmbientState;
import dev.freshet.executor.scope.Binding;
import dev.freshet.executor.scope.Group;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One cell to be executed on a worker, with the scope at its position (docs/wire.md, {@code
 * execute}).
 *
 * @param also names that share objects with those in {@code load}: what they stand for must be at
 *     hand, they themselves are bound when asked for
 * @param wants what it leaves only when asked: its result, its error, the exit code of a command
 */
public record Order(
    String run,
    CellId cell,
    int index,
    int executionCount,
    String source,
    List<Group> groups,
    List<Binding> load,
    List<Binding> also,
    Map<String, Optional<String>> visible,
    Set<String> keep,
    List<AmbientState> ambient,
    Set<String> ambientKeep,
    boolean eager,
    boolean dynamic,
    boolean last,
    Set<String> wants,
    List<String> inputs,
    boolean allowErrors,
    OptionalLong timeoutMs) {}
