package dev.freshet.executor.plan;

import dev.freshet.executor.scope.ScopeAt;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a cell would find now: the scope at its position, the files, the environment.
 *
 * @param files digests of files that were looked at, by {@link #fileKey}
 * @param hidden ambient state that an earlier cell changed although no text says so: any cell may
 *     read it
 * @param texts digest of the texts of the earlier cells
 * @param writing what cells left in files
 */
public record World(
    ScopeAt scope,
    Map<String, String> files,
    String environment,
    Set<String> hidden,
    Supplier<String> texts,
    Supplier<Written> writing) {

  /** How a file is named among inputs: what was asked of it, and its path. */
  public static String fileKey(FileTouch touch) {
    String asked =
        touch.mode().equals("exists") || touch.mode().equals("list") ? touch.mode() : "read";
    return asked + ":" + touch.path();
  }

  /** The key under which the content of a file is known. */
  public static String contentKey(String path) {
    return "read:" + path;
  }

  /** What cells left in files. */
  public Written written() {
    return writing.get();
  }

  public String ambient(String name) {
    if (name.equals(Ambient.INPUTS)) {
      return texts.get();
    }
    if (name.equals(Ambient.NAMES)) {
      return names();
    }
    var state = scope.ambient().get(name);
    return state == null ? Inputs.PRISTINE : state.fingerprint();
  }

  /** A digest of the variables that are visible. */
  private String names() {
    String all =
        scope.names().stream()
            .filter(n -> !ScopeAt.isResult(n) && !n.startsWith("@"))
            .sorted()
            .collect(Collectors.joining("\0"));
    return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** What a cell here finds: what an earlier cell left, else what lies on the disk. */
  public Optional<String> file(String key) {
    return left(key).or(() -> disk(key));
  }

  /** What lies on the disk, as far as it was looked at. */
  public Optional<String> disk(String key) {
    return Optional.ofNullable(files.get(key));
  }

  /** What an earlier cell left. */
  public Optional<String> left(String key) {
    int colon = key.indexOf(':');
    Written.Left left = written().before().get(key.substring(colon + 1));
    if (left == null || key.startsWith("list:")) {
      return Optional.empty();
    }
    boolean present = !left.digest().equals(Inputs.ABSENT);
    return Optional.of(key.startsWith("exists:") && present ? Inputs.PRESENT : left.digest());
  }
}
