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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * CPython's own parser, {@code ast.parse}, and its symbol tables, in a process that lives as long
 * as this object.
 */
final class AstPeer implements AutoCloseable {
  private static final String SCRIPT = "ast_peer.py";

  private final JsonMapper json = JsonMapper.builder().build();
  private final Path script;
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;
  private final String version;

  /** Starts the process. */
  AstPeer(String python) throws IOException {
    script = Files.createTempFile("freshet-bench-", ".py");
    try (InputStream text = Objects.requireNonNull(AstPeer.class.getResourceAsStream(SCRIPT))) {
      Files.copy(text, script, StandardCopyOption.REPLACE_EXISTING);
    }
    process =
        new ProcessBuilder(python, script.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    requests = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
    version = answer().asText();
  }

  /** Its version, such as {@code 3.12}. */
  String version() {
    return version;
  }

  /** Hands over the cells and returns those that it can parse; rounds will parse just these. */
  List<String> load(List<String> cells) throws IOException {
    send(json.writeValueAsString(cells));
    List<String> fit = new ArrayList<>();
    answer().forEach(index -> fit.add(cells.get(index.asInt())));
    return fit;
  }

  /** What it is asked to make of each cell. */
  enum Work {
    /** A syntax tree. */
    TREE,
    /** A syntax tree and symbol tables. */
    TABLES;

    String label() {
      return this == TREE ? "ast.parse" : "ast.parse + symtable";
    }
  }

  /** Reads all cells a number of times; nanoseconds of thread CPU time. */
  long round(Work work, int times) throws IOException {
    String what = work == Work.TREE ? "tree" : "tables";
    send(json.writeValueAsString(Map.of("what", what, "times", times)));
    return answer().asLong();
  }

  /** The bytes that trees and symbol tables of all cells take. */
  long memory() throws IOException {
    send(json.writeValueAsString(Map.of("what", "memory")));
    return answer().asLong();
  }

  private void send(String line) throws IOException {
    requests.write(line);
    requests.newLine();
    requests.flush();
  }

  private JsonNode answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the Python to compare with ended before it answered");
    }
    return json.readTree(line);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    Files.deleteIfExists(script);
  }
}
