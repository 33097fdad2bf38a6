package dev.freshet.analyzer.syntax;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The CPython on the path ({@code FRESHET_PYTHON}, else {@code python3}), asked about sources. */
final class CPython {
  private CPython() {}

  /** Calls back with CPython's version times hundred (3.12 is 312) and each report. */
  static void ask(String request, BiConsumer<Integer, JsonNode> each) {
    ask(System.getenv().getOrDefault("FRESHET_PYTHON", "python3"), request, each);
  }

  /** The interpreter at hand, and those of other versions that are on the path or pyenv's. */
  static List<String> installed() {
    List<String> found = new ArrayList<>();
    found.add(System.getenv().getOrDefault("FRESHET_PYTHON", "python3"));
    List<Path> folders = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!folder.contains("shims")) {
        folders.add(Path.of(folder));
      }
    }
    Path versions = Path.of(System.getProperty("user.home"), ".pyenv", "versions");
    if (Files.isDirectory(versions)) {
      try (Stream<Path> all = Files.list(versions)) {
        all.sorted().forEach(version -> folders.add(version.resolve("bin")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    for (int minor = 10; minor <= 14; minor++) {
      String name = "python3." + minor;
      folders.stream()
          .map(folder -> folder.resolve(name))
          .filter(Files::isExecutable)
          .findFirst()
          .ifPresent(python -> found.add(python.toString()));
    }
    return found;
  }

  /** The same of an interpreter by its path. */
  static void ask(String python, String request, BiConsumer<Integer, JsonNode> each) {
    JsonMapper json = new JsonMapper();
    try {
      Path script = Path.of(CPython.class.getResource("/parity/cpython.py").toURI());
      Process process =
          new ProcessBuilder(python, script.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      process.getOutputStream().write((request + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        JsonNode version = json.readTree(lines.readLine());
        int number = version.get(0).asInt() * 100 + version.get(1).asInt();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          each.accept(number, json.readTree(line));
        }
      }
      if (process.waitFor() != 0) {
        throw new AssertionError(python + " failed with " + process.exitValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | java.net.URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
