package dev.freshet.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.executor.RunRequest;
import dev.freshet.executor.plan.Wanted;
import dev.freshet.server.files.UnreadableInputException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the options of {@code run} ask for, checked against the notebook. */
record RunWishes(
    List<String> cells,
    boolean all,
    Map<String, String> parameters,
    Optional<Double> timeoutSeconds,
    boolean allowErrors) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  RunWishes {
    cells = List.copyOf(cells);
    parameters = Map.copyOf(parameters);
  }

  /** Throws {@link UnreadableInputException} where the notebook lacks what is asked for. */
  RunRequest request(Notebook notebook) {
    parameters.forEach(RunWishes::check);
    boolean tagged = notebook.cells().stream().anyMatch(c -> c.isCode() && c.hasTag("parameters"));
    if (!parameters.isEmpty() && !tagged) {
      throw new UnreadableInputException(
          "--parameter", "no code cell is tagged \"parameters\"; tag the one with the defaults");
    }
    Set<CellId> chosen = new LinkedHashSet<>();
    cells.forEach(name -> chosen.add(find(notebook, name.strip())));
    return new RunRequest(
        chosen.isEmpty() ? Wanted.ALL : Wanted.CELLS,
        chosen,
        all,
        parameters,
        allowErrors,
        timeoutSeconds.map(s -> Duration.ofMillis(Math.max(1, Math.round(s * 1000)))));
  }

  // An id that looks like a number wins over an index: it is what the file says.
  private static CellId find(Notebook notebook, String name) {
    Optional<Cell> byId =
        notebook.cells().stream().filter(c -> c.id().value().equals(name)).findFirst();
    return byId.or(() -> byIndex(notebook, name))
        .filter(Cell::isCode)
        .map(Cell::id)
        .orElseThrow(
            () ->
                new UnreadableInputException(
                    "--cells " + name,
                    "no code cell has this id or index; 'freshet graph' lists them"));
  }

  private static Optional<Cell> byIndex(Notebook notebook, String name) {
    try {
      int index = Integer.parseInt(name);
      boolean there = index >= 0 && index < notebook.cells().size();
      return there ? Optional.of(notebook.cell(index)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static void check(String name, String value) {
    if (!IDENTIFIER.matcher(name).matches()) {
      throw new UnreadableInputException("--parameter " + name, "this cannot be a variable's name");
    }
    if (!isJson(value)) {
      throw new UnreadableInputException(
          "--parameter " + name, "the value must be JSON, such as 3, true or '\"text\"'");
    }
  }

  private static boolean isJson(String value) {
    try {
      return !JSON.readTree(value).isMissingNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
