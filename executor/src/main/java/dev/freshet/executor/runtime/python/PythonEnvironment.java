package dev.freshet.executor.runtime.python;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An interpreter that is fit to run a notebook.
 *
 * @param executable as chosen: a virtual environment's own path, never resolved to its base
 * @param version such as {@code 3.11.7}
 * @param origin why this one, for people: {@code "--python"}, {@code "VIRTUAL_ENV"}, …
 * @param side directory with what the runtime needs and the environment lacks, if anything
 */
public record PythonEnvironment(
    Path executable, String version, String origin, Optional<Path> side) {}
