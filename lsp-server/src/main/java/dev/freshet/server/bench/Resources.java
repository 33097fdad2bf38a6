package dev.freshet.server.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Workloads that come with Freshet. */
final class Resources {
  private Resources() {}

  /** A script's code cells, which {@code # %%} lines separate. */
  static List<String> cells(String name) throws IOException {
    try (InputStream text = Objects.requireNonNull(Resources.class.getResourceAsStream(name))) {
      String script = new String(text.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(script.split("(?m)^# %%\\R"))
          .map(String::strip)
          .filter(cell -> !cell.isEmpty())
          .toList();
    }
  }
}
