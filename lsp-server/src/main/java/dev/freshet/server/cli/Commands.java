package dev.freshet.server.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * Every command there is, wired by hand. Reading the annotations of a command takes a few
 * milliseconds: a command is made when it is needed.
 */
final class Commands {
  private final Map<String, Supplier<Object>> all = new LinkedHashMap<>();

  Commands(Terminal terminal) {
    all.put("check", () -> new CheckCommand(terminal));
    all.put("graph", () -> new GraphCommand(terminal));
    all.put("affected", () -> new AffectedCommand(terminal));
    all.put("corpus", () -> new CorpusCommand(terminal));
    all.put("run", () -> new RunCommand(terminal));
    all.put("store", () -> store(terminal));
    all.put("bench", () -> new BenchCommand(terminal));
    all.put("doctor", () -> new DoctorCommand(terminal));
    all.put("lsp", LspCommand::new);
    all.put("warm-up", WarmUpCommand::new);
  }

  private static CommandLine store(Terminal terminal) {
    CommandLine store = new CommandLine(new StoreCommand());
    StoreCommand.commands(terminal).forEach(store::addSubcommand);
    return store;
  }

  /** Adds those that arguments may mean: the one they begin with, else all. */
  void addTo(CommandLine line, String... args) {
    Optional<Supplier<Object>> meant =
        args.length == 0 ? Optional.empty() : Optional.ofNullable(all.get(args[0]));
    meant.ifPresentOrElse(
        one -> line.addSubcommand(args[0], one.get()),
        () -> all.forEach((name, each) -> line.addSubcommand(name, each.get())));
  }
}
