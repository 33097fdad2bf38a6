package dev.freshet.executor.plan;

import dev.freshet.executor.digest.Sha256;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The name of a result: what was run, and all it observed. Position is no part of it. */
public record ResultKey(String hex) {
  public static ResultKey of(String digest, Inputs inputs) {
    StringBuilder text = new StringBuilder("freshet 1\n").append(digest).append('\n');
    append(text, "name", inputs.names());
    new TreeSet<>(inputs.absent()).forEach(n -> text.append("absent ").append(n).append('\n'));
    append(text, "ambient", inputs.ambient());
    append(text, "file", inputs.files());
    text.append("environment ").append(inputs.environment());
    return new ResultKey(Sha256.of(text.toString()));
  }

  private static void append(StringBuilder text, String kind, Map<String, String> entries) {
    new TreeMap<>(entries)
        .forEach(
            (k, v) -> text.append(kind).append(' ').append(k).append('=').append(v).append('\n'));
  }
}
