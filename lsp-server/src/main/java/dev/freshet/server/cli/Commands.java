package dev.freshet.server.cli;

import java.util.List;
import picocli.CommandLine;

/** Every command there is, wired by hand. */
final class Commands {
  private Commands() {}

  private static CommandLine store(Terminal terminal) {
    CommandLine store = new CommandLine(new StoreCommand());
    StoreCommand.commands(terminal).forEach(store::addSubcommand);
    return store;
  }

  static List<Object> all(Terminal terminal) {
    return List.of(
        new CheckCommand(terminal),
        new GraphCommand(terminal),
        new AffectedCommand(terminal),
        new CorpusCommand(terminal),
        new RunCommand(terminal),
        store(terminal),
        new BenchCommand(terminal),
        new DoctorCommand(terminal),
        new LspCommand(),
        new WarmUpCommand());
  }
}
