package dev.freshet.server.cli;

import java.util.List;
import picocli.CommandLine;

/** What is said of arguments that cannot be understood. */
final class WrongUsage {
  private WrongUsage() {}

  static String message(CommandLine.ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unknown
        && !unknown.getUnmatched().isEmpty()) {
      return unknown(unknown);
    }
    return String.valueOf(e.getMessage()).replace("option option", "option");
  }

  private static String unknown(CommandLine.UnmatchedArgumentException e) {
    String first = e.getUnmatched().get(0);
    if (first.startsWith("-")) {
      return "there is no option '" + first + "'" + meant(e.getSuggestions());
    }
    return e.getCommandLine().getSubcommands().isEmpty()
        ? "'" + first + "' is one argument too many"
        : "there is no command '" + first + "'" + meant(e.getSuggestions());
  }

  private static String meant(List<String> suggestions) {
    return suggestions.isEmpty() ? "" : "; did you mean " + suggestions.get(0) + "?";
  }
}
