package dev.freshet.executor.runtime.python;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known before a Python is chosen.
 *
 * @param directory absolute path of the notebook's directory
 * @param chosen the interpreter that the user named, if any
 * @param kernelName the kernelspec that the notebook names, if any
 * @param variables the process environment: {@code PATH}, {@code VIRTUAL_ENV}, {@code HOME}, …
 */
public record EnvironmentRequest(
    Path directory,
    Optional<Path> chosen,
    Optional<String> kernelName,
    Map<String, String> variables) {
  public EnvironmentRequest {
    variables = Map.copyOf(variables);
  }

  // Written out, because those that a record has by itself take a start as long as an import does.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EnvironmentRequest request
        && directory.equals(request.directory)
        && chosen.equals(request.chosen)
        && kernelName.equals(request.kernelName)
        && variables.equals(request.variables);
  }

  @Override
  public int hashCode() {
    return ((directory.hashCode() * 31 + chosen.hashCode()) * 31 + kernelName.hashCode()) * 31
        + variables.hashCode();
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  Path home() {
    return Path.of(variable("HOME").orElse(System.getProperty("user.home")));
  }

  /** Where prepared environments and side directories are kept. */
  Path cache() {
    return variable("XDG_CACHE_HOME")
        .map(Path::of)
        .orElse(home().resolve(".cache"))
        .resolve("freshet");
  }
}
