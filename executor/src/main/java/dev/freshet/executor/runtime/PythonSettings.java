package dev.freshet.executor.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a zygote is started with.
 *
 * @param executable the interpreter
 * @param side directory with what the runtime needs and the environment lacks
 * @param runtime directory that holds the package {@code freshet_runtime}
 * @param directory the notebook's
 * @param preload modules to import before the first fork
 * @param threads for each numerical library
 * @param observed false only to measure what observation costs: effects are then not seen, and
 *     results may be wrong
 */
public record PythonSettings(
    Path executable,
    Optional<Path> side,
    Path runtime,
    Path directory,
    List<String> preload,
    int threads,
    boolean observed) {
  public PythonSettings {
    preload = List.copyOf(preload);
  }
}
