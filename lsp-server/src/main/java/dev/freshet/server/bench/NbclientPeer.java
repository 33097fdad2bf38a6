package dev.freshet.server.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * A Jupyter kernel driven by nbclient in a process of its own, which lives as long as this object.
 */
final class NbclientPeer implements AutoCloseable {
  private static final String SCRIPT = "nbclient_peer.py";

  private final JsonMapper json = JsonMapper.builder().build();
  private final Path script;
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  /** Starts the process; the kernel itself starts with the first request. */
  NbclientPeer(String python, Path directory) throws IOException {
    script = Files.createTempFile("freshet-bench-", ".py");
    try (InputStream text =
        Objects.requireNonNull(NbclientPeer.class.getResourceAsStream(SCRIPT))) {
      Files.copy(text, script, StandardCopyOption.REPLACE_EXISTING);
    }
    ProcessBuilder builder = new ProcessBuilder(python, script.toString());
    builder.directory(directory.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
    process = builder.start();
    requests = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Executes cells in order and returns the milliseconds that each took, seen from the client.
   *
   * @param fresh whether to start a new kernel first; its start is not counted
   * @throws IOException if the peer dies or a cell raises
   */
  double[] run(List<String> cells, boolean fresh) throws IOException {
    return ask(Map.of("cells", cells, "fresh", fresh));
  }

  /** As above, for the cells of a file, in a new kernel that works in the file's directory. */
  double[] run(Path notebook) throws IOException {
    return ask(Map.of("path", notebook.toString(), "fresh", true));
  }

  private double[] ask(Map<String, Object> request) throws IOException {
    requests.write(json.writeValueAsString(request));
    requests.newLine();
    requests.flush();
    String line = answers.readLine();
    if (line == null) {
      throw new IOException(
          "nbclient ended before it answered; are nbclient and ipykernel installed in the Python given?");
    }
    JsonNode answer = json.readTree(line);
    if (answer.has("error")) {
      throw new IOException("a cell failed under nbclient: " + answer.get("error").asText());
    }
    return StreamSupport.stream(answer.get("ms").spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  @Override
  public void close() throws IOException {
    requests.close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(script);
  }
}
