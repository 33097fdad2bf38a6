package dev.freshet.executor.plan;

import java.util.Map;
import java.util.Set;

/**
 * What an execution observed of the world: fingerprints of the variables and ambient state it read,
 * names it looked up in vain, digests of the files it read ({@code "absent"} when there was none).
 *
 * @param environment fingerprint of the interpreter and its packages
 */
public record Inputs(
    Map<String, String> names,
    Set<String> absent,
    Map<String, String> ambient,
    Map<String, String> files,
    String environment) {
  /** The digest of a file that does not exist. */
  public static final String ABSENT = "absent";

  /** What is known of a file that was only asked for. */
  public static final String PRESENT = "present";

  /** The fingerprint of ambient state that no cell has changed. */
  public static final String PRISTINE = "pristine";

  public Inputs {
    names = Map.copyOf(names);
    absent = Set.copyOf(absent);
    ambient = Map.copyOf(ambient);
    files = Map.copyOf(files);
  }
}
