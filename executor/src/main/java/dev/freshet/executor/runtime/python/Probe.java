package dev.freshet.executor.runtime.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an interpreter says of itself.
 *
 * @param tag compiler and platform, such as {@code cpython-311-linux-x86_64}: binary packages are
 *     shared within it
 * @param packages distribution name to version, of those that the runtime needs and the environment
 *     has
 */
record Probe(
    String version, String tag, boolean cpython, boolean pip, Map<String, String> packages) {
  private static final String SCRIPT =
      """
      import json, platform, sys, sysconfig
      from importlib import metadata, util
      def version(name):
          try:
              return metadata.version(name)
          except Exception:
              return None
      found = {name: version(name) for name in sys.argv[1:]}
      print(json.dumps({
          "version": platform.python_version(),
          "tag": f"{sys.implementation.cache_tag}-{sysconfig.get_platform()}",
          "cpython": sys.implementation.name == "cpython",
          "pip": util.find_spec("pip") is not None,
          "packages": {name: v for name, v in found.items() if v},
      }))
      """;

  Probe {
    packages = Map.copyOf(packages);
  }

  /** At least 3.10, the oldest that the runtime supports. */
  boolean fit() {
    return cpython && version.startsWith("3.") && Versions.compare(version, "3.10") >= 0;
  }

  /** Starts the interpreter once, isolated from the current directory. */
  static Probe of(Path executable, List<String> distributions) {
    List<String> command = new ArrayList<>(List.of(executable.toString(), "-P", "-c", SCRIPT));
    command.addAll(distributions);
    Commands.Result result = Commands.run(command, Duration.ofSeconds(60), line -> {});
    if (result.status() != 0 && result.output().contains("-P")) {
      command.set(1, "-I");
      result = Commands.run(command, Duration.ofSeconds(60), line -> {});
    }
    if (result.status() != 0) {
      throw new EnvironmentException(executable + " does not start: " + result.tail(3));
    }
    return parse(executable, result.output());
  }

  private static Probe parse(Path executable, String output) {
    try {
      JsonNode node = JsonMapper.builder().build().readTree(output.substring(output.indexOf('{')));
      Map<String, String> packages = new TreeMap<>();
      node.path("packages")
          .properties()
          .forEach(e -> packages.put(e.getKey(), e.getValue().asText()));
      return new Probe(
          node.path("version").asText(),
          node.path("tag").asText(),
          node.path("cpython").asBoolean(),
          node.path("pip").asBoolean(),
          packages);
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new EnvironmentException(
          executable + " is not a Python interpreter: it answered " + output.strip(), e);
    }
  }
}
