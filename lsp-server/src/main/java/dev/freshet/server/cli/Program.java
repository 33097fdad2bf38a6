package dev.freshet.server.cli;

import dev.freshet.executor.config.ConfigException;
import dev.freshet.executor.runtime.python.EnvironmentException;
import dev.freshet.server.files.UnreadableInputException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The command line as a whole: commands wired by hand, and what happens to their failures. */
public final class Program {
  private Program() {}

  /** Runs one command and returns the exit status. */
  public static int run(Terminal terminal, String... args) {
    int status = execute(terminal, args);
    terminal.out().flush();
    terminal.err().flush();
    if (terminal.out().checkError() && status == ExitStatus.DONE) {
      terminal.note("freshet: the output could not be written");
      return ExitStatus.FAULT;
    }
    return status;
  }

  // Reading annotations takes longer than checking a notebook: the most usual call of all, from
  // hooks and editors, does without.
  private static int execute(Terminal terminal, String... args) {
    if (!CheckCommand.isPlain(args)) {
      return commandLine(terminal, args).execute(args);
    }
    try {
      return CheckCommand.plain(terminal, args).call();
    } catch (IOException | InterruptedException | RuntimeException e) {
      return failed(terminal, e);
    }
  }

  private static CommandLine commandLine(Terminal terminal, String... args) {
    CommandLine line = new CommandLine(new FreshetCommand());
    new Commands(terminal).addTo(line, args);
    Ansi ansi = terminal.colour() ? Ansi.ON : Ansi.OFF;
    return line.setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setParameterExceptionHandler((e, rawArgs) -> wrongUsage(terminal, e))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(terminal, e));
  }

  private static int wrongUsage(Terminal terminal, CommandLine.ParameterException e) {
    CommandLine command = e.getCommandLine();
    terminal.note("freshet: " + WrongUsage.message(e));
    terminal.note("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitStatus.UNUSABLE;
  }

  private static int failed(Terminal terminal, Exception e) {
    if (e instanceof UnreadableInputException
        || e instanceof EnvironmentException
        || e instanceof ConfigException) {
      terminal.note("freshet: " + e.getMessage());
      return ExitStatus.UNUSABLE;
    }
    if (e instanceof InterruptedException) {
      return ExitStatus.INTERRUPTED;
    }
    terminal.note("freshet: " + describe(e));
    try {
      terminal.note(FaultLog.told(e));
    } catch (IOException unwritable) {
      e.printStackTrace(terminal.err());
    }
    return ExitStatus.FAULT;
  }

  private static String describe(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
