package dev.freshet.server.cli;

import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What is said of arguments that cannot be understood. */
final class WrongUsage {
  private static final Pattern CHOICE =
      Pattern.compile("expected one of \\[(.*)] \\(case-insensitive\\) but was");

  private WrongUsage() {}

  /**
   * The exception that ends a command that was called wrongly. The caller sees no class of picocli:
   * the most usual calls do without, and need not read any.
   */
  static RuntimeException of(CommandSpec command, String message) {
    return new CommandLine.ParameterException(command.commandLine(), message);
  }

  static String message(CommandLine.ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unknown
        && !unknown.getUnmatched().isEmpty()) {
      return unknown(unknown);
    }
    String message = String.valueOf(e.getMessage()).replace("option option", "option");
    Matcher choice = CHOICE.matcher(message);
    return choice.find()
        ? choice.replaceFirst(m -> "it is one of " + m.group(1).toLowerCase(Locale.ROOT) + ", not")
        : message;
  }

  private static String unknown(CommandLine.UnmatchedArgumentException e) {
    String first = e.getUnmatched().get(0);
    CommandLine command = e.getCommandLine();
    if (first.startsWith("-")) {
      String name = first.replaceFirst("=.*", "");
      return "there is no option '"
          + name
          + "'"
          + meant(name, command.getCommandSpec().optionsMap().keySet());
    }
    return command.getSubcommands().isEmpty()
        ? "'" + first + "' is one argument too many"
        : "there is no command '" + first + "'" + meant(first, command.getSubcommands().keySet());
  }

  private static String meant(String written, Set<String> known) {
    return known.stream()
        .filter(name -> distance(written, name) <= Math.min(2, written.length() / 2))
        .min(Comparator.comparingInt(name -> distance(written, name)))
        .map(name -> "; did you mean " + name + "?")
        .orElse("");
  }

  /** Levenshtein's: how many characters must be inserted, removed or replaced. */
  private static int distance(String a, String b) {
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
