package dev.freshet.analyzer.syntax;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/** The CPython on the path ({@code FRESHET_PYTHON}, else {@code python3}), asked about sources. */
final class CPython {
  private CPython() {}

  /** Calls back with CPython's version times hundred (3.12 is 312) and each report. */
  static void ask(String request, BiConsumer<Integer, JsonNode> each) {
    String python = System.getenv().getOrDefault("FRESHET_PYTHON", "python3");
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
