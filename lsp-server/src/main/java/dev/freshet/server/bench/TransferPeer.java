package dev.freshet.server.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** The Python that moves values in every way, ours and the peers'. */
final class TransferPeer {
  private static final String SCRIPT = "transfer.py";

  private final JsonMapper json = JsonMapper.builder().build();

  /** Runs the script; every line of its answer is told as it comes. */
  void run(
      String python, Path runtime, Optional<Path> side, ObjectNode request, Consumer<JsonNode> tell)
      throws IOException {
    Path folder = Files.createTempDirectory("freshet-bench-");
    Path script = folder.resolve(SCRIPT);
    Path log = folder.resolve("log");
    try (InputStream text =
        Objects.requireNonNull(TransferPeer.class.getResourceAsStream(SCRIPT))) {
      Files.copy(text, script, StandardCopyOption.REPLACE_EXISTING);
    }
    request.put("runtime", runtime.toString());
    request.put("side", side.map(Path::toString).orElse(null));
    Path memory = Path.of("/dev/shm");
    Path place = Files.isDirectory(memory) ? memory : folder;
    request.put("folder", place.resolve(folder.getFileName()).resolve("values").toString());
    ProcessBuilder builder = new ProcessBuilder(python, script.toString());
    builder.environment().put("PYTHONHASHSEED", "0");
    Process process = builder.redirectError(log.toFile()).start();
    try {
      try (OutputStream in = process.getOutputStream()) {
        in.write(json.writeValueAsBytes(request));
      }
      listen(process, log, tell);
    } finally {
      process.destroy();
      Files.deleteIfExists(script);
      Files.deleteIfExists(log);
      Files.deleteIfExists(folder);
      Files.deleteIfExists(place.resolve(folder.getFileName()));
    }
  }

  private void listen(Process process, Path log, Consumer<JsonNode> tell) throws IOException {
    try (BufferedReader answers = process.inputReader()) {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        JsonNode told = json.readTree(line);
        if (told.has("end")) {
          return;
        }
        tell.accept(told);
      }
    }
    String said = Files.readString(log).strip();
    throw new IOException(
        "the Python that moves values ended before it was done: "
            + said.substring(Math.max(0, said.length() - 800)));
  }
}
