package dev.freshet.executor.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds a project's settings: the nearest {@code freshet.toml}, or {@code pyproject.toml} with a
 * table {@code [tool.freshet]}, at or above a directory. The nearest file alone counts; beside each
 * other, {@code freshet.toml} does.
 */
public final class ConfigFiles {
  private static final String OWN = "freshet.toml";
  private static final String SHARED = "pyproject.toml";

  private ConfigFiles() {}

  /** The settings for notebooks in a directory; throws {@link ConfigException}. */
  public static ProjectConfig nearest(Path directory) {
    Path start = directory.toAbsolutePath().normalize();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Optional<ProjectConfig> found = in(folder);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return ProjectConfig.none(start);
  }

  /** The settings in a file that the user names; throws {@link ConfigException}. */
  public static ProjectConfig read(Path file) {
    String text = text(file);
    JsonNode tree = tree(file, text);
    boolean shared = String.valueOf(file.getFileName()).equals(SHARED);
    List<String> prefix = shared ? List.of("tool", "freshet") : List.of();
    JsonNode settings = shared ? tree.path("tool").path("freshet") : tree;
    return new ConfigReader(file.toAbsolutePath().normalize(), new TomlLines(text), prefix)
        .read(settings);
  }

  private static Optional<ProjectConfig> in(Path folder) {
    Path own = folder.resolve(OWN);
    if (Files.isRegularFile(own)) {
      return Optional.of(read(own));
    }
    Path shared = folder.resolve(SHARED);
    // Most projects have one, few speak of us: do not read them all as TOML.
    boolean speaks =
        Files.isRegularFile(shared)
            && text(shared).contains("freshet")
            && tree(shared, text(shared)).path("tool").has("freshet");
    return speaks ? Optional.of(read(shared)) : Optional.empty();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ConfigException(file, 0, "it cannot be read: " + e.getMessage());
    }
  }

  private static JsonNode tree(Path file, String text) {
    try {
      return TomlMapper.builder().build().readTree(text);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new ConfigException(file, line, "this is no TOML: " + e.getOriginalMessage());
    }
  }
}
