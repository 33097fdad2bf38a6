package dev.freshet.server.cli;

import java.util.List;

/** Every command there is, wired by hand. */
final class Commands {
  private Commands() {}

  static List<Object> all(Terminal terminal) {
    return List.of(
        new CheckCommand(terminal),
        new GraphCommand(terminal),
        new AffectedCommand(terminal),
        new CorpusCommand(terminal),
        new RunCommand(terminal),
        new BenchCommand(terminal),
        new DoctorCommand(terminal),
        new LspCommand(),
        new WarmUpCommand());
  }
}
