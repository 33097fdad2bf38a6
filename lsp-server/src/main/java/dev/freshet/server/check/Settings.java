package dev.freshet.server.check;

import dev.freshet.executor.config.ConfigFiles;
import dev.freshet.executor.config.ProjectConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The settings that hold for notebooks: each configuration is read once. */
public final class Settings {
  private final Optional<ProjectConfig> named;
  private final CheckSelection wanted;
  private final Map<Path, ProjectConfig> nearest = new ConcurrentHashMap<>();

  private Settings(Optional<ProjectConfig> named, CheckSelection wanted) {
    this.named = named.map(config -> config.with(wanted.over(config.check().selection())));
    this.wanted = wanted;
  }

  /** Those of the configuration nearest to each notebook. */
  public static Settings nearest(CheckSelection wanted) {
    return new Settings(Optional.empty(), wanted);
  }

  /**
   * Those of one file for all notebooks; throws {@link
   * dev.freshet.executor.config.ConfigException}.
   */
  public static Settings of(Path file, CheckSelection wanted) {
    return new Settings(Optional.of(ConfigFiles.read(file)), wanted);
  }

  /** Those of no file. */
  public static Settings isolated(CheckSelection wanted) {
    return new Settings(Optional.of(ProjectConfig.none(Path.of("").toAbsolutePath())), wanted);
  }

  /** The configuration for notebooks in a directory. */
  public ProjectConfig in(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    return named.orElseGet(() -> nearest.computeIfAbsent(absolute, this::read));
  }

  /** The configuration for a notebook. */
  ProjectConfig of(Path notebook) {
    Path parent = notebook.toAbsolutePath().normalize().getParent();
    return in(parent == null ? notebook : parent);
  }

  private ProjectConfig read(Path directory) {
    ProjectConfig config = ConfigFiles.nearest(directory);
    return config.with(wanted.over(config.check().selection()));
  }
}
