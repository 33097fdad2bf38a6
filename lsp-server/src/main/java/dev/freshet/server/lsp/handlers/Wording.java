package dev.freshet.server.lsp.handlers;

import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.executor.plan.Resident;
import dev.freshet.server.words.EffectWords;
import java.util.List;
import java.util.stream.Collectors;

/** How cells and their status are put into words. */
public final class Wording {
  private static final int LONGEST_TITLE = 50;

  private Wording() {}

  /** The cell's title, else its first line. */
  public static String title(View view, int index) {
    String title = view.open().title(index);
    if (!title.isBlank()) {
      return title;
    }
    Cell cell = view.open().notebook().cell(index);
    String line = cell.source().strip().lines().findFirst().orElse("").strip();
    String shown = line.isEmpty() ? "cell " + index : line;
    return shown.length() <= LONGEST_TITLE ? shown : shown.substring(0, LONGEST_TITLE - 1) + "…";
  }

  /** All that is known of a cell's status, in one line. */
  public static String explanation(View view, int index) {
    String sets = EffectWords.of(view.analysis().effects(index));
    return "cell "
        + index
        + " ("
        + title(view, index)
        + ") is "
        + status(view.state(index))
        + (sets.isEmpty() ? "" : " — " + sets);
  }

  /** Such as {@code stale: df changed in cell 3}. */
  public static String status(CellState state) {
    String validity =
        switch (state.validity()) {
          case NEVER_RUN -> "not run yet";
          case ABORTED -> "not run, because a cell it needs failed";
          case CURRENT, STALE, FAILED -> state.validityLabel();
        };
    String activity = state.isActive() ? state.activityLabel() + ", " : "";
    String reasons = reasons(state.reasons());
    return activity
        + validity
        + (reasons.isEmpty() ? "" : ": " + reasons)
        + residents(state.residents());
  }

  /** What stays in the cell's worker, such as {@code ; g is resident (generator)}. */
  private static String residents(List<Resident> residents) {
    return residents.stream()
        .map(r -> "; " + subject(r.names()) + " resident (" + r.reason() + ")")
        .distinct()
        .collect(Collectors.joining());
  }

  /** A process as a whole has a name that no user gave it. */
  private static String subject(List<String> names) {
    List<String> own = names.stream().filter(n -> !n.startsWith("@")).toList();
    return own.isEmpty()
        ? "its process is"
        : String.join(", ", own) + (own.size() == 1 ? " is" : " are");
  }

  static String reasons(List<Reason> reasons) {
    return reasons.stream().map(Reason::message).distinct().collect(Collectors.joining("; "));
  }
}
