package dev.freshet.server.cli;

import dev.freshet.server.lsp.ServerProcess;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code freshet lsp}: the language server on stdin and stdout. */
@Command(
    name = "lsp",
    mixinStandardHelpOptions = true,
    description = "The language server, on stdin and stdout.",
    footer = {"", "Example (Neovim): vim.lsp.start({name = 'freshet', cmd = {'freshet', 'lsp'}})"})
final class LspCommand implements Callable<Integer> {
  @Option(
      names = "--stdio",
      description = "Accepted for clients that pass it; there is nothing else.")
  void acceptStdio(boolean unused) {}

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description = "Where the log goes; standard error otherwise.")
  private @Nullable Path logFile;

  @Override
  public Integer call() throws Exception {
    return ServerProcess.run(logFile);
  }
}
