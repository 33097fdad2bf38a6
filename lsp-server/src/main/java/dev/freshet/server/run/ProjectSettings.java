package dev.freshet.server.run;

import dev.freshet.executor.config.ConfigFiles;
import dev.freshet.executor.config.ProjectConfig;
import dev.freshet.executor.runtime.CellLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a project's settings say about running, with what holds where they say nothing.
 *
 * @param quota bytes that all stores in the user's cache may hold together
 */
public record ProjectSettings(CellLimits limits, long quota) {
  /** 20 GB. */
  public static final long DEFAULT_QUOTA = 20_000_000_000L;

  /** Throws {@link dev.freshet.executor.config.ConfigException}. */
  public static ProjectSettings above(Path directory) {
    ProjectConfig.Running said = ConfigFiles.nearest(directory).running();
    Optional<Duration> time =
        said.timeMs().isPresent()
            ? Optional.of(Duration.ofMillis(said.timeMs().getAsLong()))
            : Optional.empty();
    CellLimits limits =
        new CellLimits(
            time,
            said.memory(),
            said.output().orElse(CellLimits.DEFAULT_OUTPUT),
            (int) said.processes().orElse(CellLimits.DEFAULT_PROCESSES));
    return new ProjectSettings(limits, said.quota().orElse(DEFAULT_QUOTA));
  }
}
