package dev.freshet.server.cli;

import dev.freshet.server.doctor.Examination;
import dev.freshet.server.doctor.Finding;
import dev.freshet.server.files.UnreadableInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freshet doctor}: what was found, what is missing, how to mend it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Says what Freshet found on this machine, what is missing and how to mend it.",
    footer = {"", "Example: freshet doctor analysis/"})
final class DoctorCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "Where notebooks lie (default: the current directory).")
  private Path directory = Path.of("");

  @Option(names = "--python", paramLabel = "PATH", description = "Examine this Python.")
  private @Nullable Path python;

  private final Terminal terminal;

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!Files.isDirectory(directory.toAbsolutePath())) {
      throw new UnreadableInputException(directory.toString(), "there is no such directory");
    }
    List<Finding> findings =
        new Examination(
                directory.toAbsolutePath().normalize(),
                Optional.ofNullable(python),
                line -> terminal.note("freshet: " + line))
            .findings();
    findings.forEach(this::print);
    return findings.stream().allMatch(Finding::usable) ? ExitStatus.DONE : ExitStatus.FOUND;
  }

  private void print(Finding finding) {
    String mark =
        switch (finding.state()) {
          case GOOD -> terminal.green("✓");
          case WEAK -> terminal.yellow("!");
          case MISSING -> terminal.red("✗");
        };
    terminal.out().println(mark + " " + terminal.bold(finding.what()) + ": " + finding.found());
    finding.remedy().ifPresent(remedy -> terminal.out().println("    " + remedy));
  }
}
