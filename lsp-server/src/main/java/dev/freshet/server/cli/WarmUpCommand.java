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
  // A bit of all that notebooks are made of.
  private static final String NOTEBOOK =
      """
      {"cells": [
        {"cell_type": "markdown", "id": "m", "metadata": {}, "source": ["# Title"]},
        {"cell_type": "code", "execution_count": 1, "id": "a", "metadata": {}, "outputs": [],
         "source": ["%matplotlib inline\\n", "import numpy as np\\n", "import pandas as pd\\n",
          "from os import path as p\\n", "def f(x, *, y: int = 1, **z):\\n",
          "    return [v for v in x if v and not y]\\n", "!ls $p\\n"]},
        {"cell_type": "code", "execution_count": 2, "id": "b", "metadata": {},
         "outputs": [{"output_type": "stream", "name": "stdout", "text": ["1\\n"]}],
         "source": "rows = f([1, 2])\\nrows.append(len(missing))\\nprint(f'{rows!r:>3}', 1 < 2)"},
        {"cell_type": "code", "execution_count": null, "id": "c", "metadata": {}, "outputs": [],
         "source": ["class A(dict):\\n", "    n = {k: -v for k, v in {}.items()}\\n",
          "    @property\\n", "    def g(self):\\n", "        self.h = lambda q: q ** 2\\n",
          "        yield {1, 2}, (3.5,), b'', None\\n", "for i, x in enumerate(rows[1:2]):\\n",
          "    while i:\\n", "        i -= 1\\n", "    else:\\n", "        pass\\n",
          "try:\\n", "    with open('data.csv') as file:\\n", "        df = pd.read_csv(file)\\n",
          "except (OSError, ValueError) as e:\\n", "    raise\\n", "finally:\\n", "    a = A()\\n",
          "df['x'] = df.y.apply(lambda v: v + 1 if v else 0)\\n",
          "x: int = np.random.rand(3).sum()\\n", "del rows\\n",
          "assert a, set(y for y in [*df])\\n", "def left():\\n", "    return 1\\n",
          "df.plot(kind='bar')"]},
        {"cell_type": "code", "execution_count": null, "id": "e", "metadata": {}, "outputs": [],
         "source": ["import a_package_that_is_not_installed\\n", "np.random.seed(1)\\n",
          "if a and (n := len(a)) > 1:\\n", "    df.to_csv('data.csv')\\n", "elif not a:\\n",
          "    a.append(n)\\n", "match n:\\n", "    case 1 | 2:\\n", "        n += 1\\n",
          "exec('n = 2')\\n"]},
        {"cell_type": "code", "execution_count": null, "id": "f", "metadata": {}, "outputs": [],
         "source": ["again = pd.read_csv('data.csv').sample(3)\\n",
          "print(np.random.rand(), n, again.x @ again.y)\\n", "f(*again, **n)"]},
        {"cell_type": "code", "execution_count": null, "id": "d", "metadata": {}, "outputs": [],
         "source": "print rows"}],
       "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4, "nbformat_minor": 5}
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
              new String[] {"check", "--format", "sarif", "--select", "ALL", path},
              new String[] {"check", "--format", "github", path},
              new String[] {"graph", path},
              new String[] {"graph", "--format", "svg", path},
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
