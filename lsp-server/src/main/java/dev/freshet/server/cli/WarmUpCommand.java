package dev.freshet.server.cli;

import dev.freshet.server.lsp.ServerProcess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Uses what every command uses once, so that the launcher can record which classes a start needs
 * (class data sharing). Not for users.
 */
@Command(name = "warm-up", hidden = true, description = "For the launcher only.")
final class WarmUpCommand implements Callable<Integer> {
  private static final String NOTEBOOK =
      """
      {"cells": [
        {"cell_type": "code", "execution_count": null, "id": "a", "metadata": {}, "outputs": [],
         "source": ["import numpy as np\\n", "def f(x):\\n", "    return [y for y in x if y]\\n"]},
        {"cell_type": "code", "execution_count": null, "id": "b", "metadata": {}, "outputs": [],
         "source": "rows = f([1, 2])\\nrows.append(len(missing))\\nprint(f'{rows!r}')"}],
       "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
      """;

  private final Terminal silent =
      new Terminal(
          new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
          new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
          false,
          false);

  @Override
  public Integer call() throws IOException {
    Path notebook = Files.createTempFile("freshet-warm-up", ".ipynb");
    try {
      Files.writeString(notebook, NOTEBOOK);
      String path = notebook.toString();
      for (String[] arguments :
          List.of(
              new String[] {"--help"},
              new String[] {"check", "--format", "json", path},
              new String[] {"check", path},
              new String[] {"graph", path},
              new String[] {"affected", path, path, "--format", "json"})) {
        Program.run(silent, arguments);
      }
      ServerProcess.serve(
          new ByteArrayInputStream(conversation(notebook)), new ByteArrayOutputStream());
      return ExitStatus.DONE;
    } finally {
      Files.deleteIfExists(notebook);
    }
  }

  private static byte[] conversation(Path notebook) {
    String document = "{\"uri\":\"" + notebook.toUri() + ".py\"";
    String at = "{\"textDocument\":" + document + "},\"position\":{\"line\":1,\"character\":1}}";
    return (request(1, "initialize", "{\"capabilities\":{}}")
            + notification(
                "textDocument/didOpen",
                "{\"textDocument\":"
                    + document
                    + ",\"languageId\":\"python\",\"version\":1,\"text\":\"# %% a\\nx = 1\\n\"}}")
            + request(2, "textDocument/hover", at)
            + request(3, "textDocument/codeLens", "{\"textDocument\":" + document + "}}")
            + request(4, "textDocument/documentSymbol", "{\"textDocument\":" + document + "}}")
            + request(5, "shutdown", "null")
            + notification("exit", "null"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String request(int id, String method, String params) {
    return message("\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params);
  }

  private static String notification(String method, String params) {
    return message("\"method\":\"" + method + "\",\"params\":" + params);
  }

  private static String message(String content) {
    String body = "{\"jsonrpc\":\"2.0\"," + content + "}";
    return "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
  }
}
