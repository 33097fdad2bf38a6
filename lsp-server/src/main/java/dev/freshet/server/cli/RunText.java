package dev.freshet.server.cli;

import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.OutputChange;
import dev.freshet.executor.RunReport;
import dev.freshet.executor.SessionSnapshot;
import dev.freshet.executor.plan.Activity;
import dev.freshet.executor.plan.Validity;
import dev.freshet.executor.session.CellStatus;
import dev.freshet.server.run.CellOutputs;
import dev.freshet.server.words.OutputWords;
import dev.freshet.server.words.Times;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run shows while it goes on: each cell when it is done, and which ones run now. */
final class RunText {
  private static final int OUTPUT_LINES = 8;
  private static final int ERROR_LINES = 30;
  private static final int NOTES = 3;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final Terminal terminal;
  private CellNames names;
  private final boolean quiet;
  private final CellOutputs outputs = new CellOutputs();
  private final Map<CellId, CellStatus> last = new HashMap<>();
  private final Map<CellId, String> told = new HashMap<>();
  private boolean progressShown;

  RunText(Terminal terminal, CellNames names, boolean quiet) {
    this.terminal = terminal;
    this.names = names;
    this.quiet = quiet;
  }

  /** A run of the notebook as it is now; what is told of its cells is news. */
  void begin(CellNames present) {
    names = present;
  }

  void output(CellId cell, OutputChange change) {
    outputs.apply(cell, change);
  }

  void note(String line) {
    endProgress();
    terminal.note("freshet: " + line);
  }

  void status(SessionSnapshot snapshot) {
    for (CellStatus cell : snapshot.cells()) {
      CellStatus before = last.put(cell.id(), cell);
      if (before != null && isNews(before, cell)) {
        told.put(cell.id(), key(cell));
        settled(before, cell);
      }
    }
    progress(snapshot);
  }

  // A cell has something to tell when it has come to rest with a result that was not told yet: it
  // ran, it was found in the store, or it cannot run.
  private boolean isNews(CellStatus before, CellStatus now) {
    boolean rests = now.activity() == Activity.IDLE && now.validity() != Validity.NEVER_RUN;
    boolean wasActive = before.activity() != Activity.IDLE;
    boolean said = key(now).equals(told.get(now.id()));
    boolean stale = now.validity() == Validity.STALE;
    return rests && !said && (wasActive || !stale);
  }

  private static String key(CellStatus cell) {
    return cell.validity() + " " + cell.run();
  }

  private void settled(CellStatus before, CellStatus now) {
    boolean bad = now.validity() == Validity.FAILED || now.validity() == Validity.ABORTED;
    if (quiet && !bad) {
      return;
    }
    endProgress();
    StringBuilder block = new StringBuilder(headline(before, now)).append('\n');
    String shown = OutputWords.brief(outputs.of(now.id()), bad ? ERROR_LINES : OUTPUT_LINES);
    if (!shown.isEmpty()) {
      block.append(shown.indent(4));
    }
    now.surprises().stream()
        .limit(NOTES)
        .forEach(s -> block.append(faintNote("this cell " + s.message())).append('\n'));
    if (now.surprises().size() > NOTES) {
      int more = now.surprises().size() - NOTES;
      block.append(faintNote("and " + more + " more like it; --report FILE has all")).append('\n');
    }
    terminal.out().print(block);
    terminal.out().flush();
  }

  private String faintNote(String text) {
    return terminal.faint("    note: " + text);
  }

  private String headline(CellStatus before, CellStatus now) {
    String name = names.of(now.index());
    String took = now.durationMs() == null ? "" : " in " + Times.of(now.durationMs());
    String what =
        switch (now.validity()) {
          case FAILED -> terminal.red("✗ " + name) + " failed" + took;
          case ABORTED -> terminal.red("✗ " + name) + " was not run: " + cause(now.reasons());
          case STALE -> terminal.yellow("! " + name) + " is stale: " + why(now.reasons());
          case NEVER_RUN, CURRENT ->
              terminal.green("✓ " + name) + (now.restored() ? restored(now) : " ran" + took);
        };
    String why = why(before.reasons());
    boolean said = now.validity() == Validity.ABORTED || now.validity() == Validity.STALE;
    return said || why.isEmpty() ? what : what + terminal.faint("  " + why);
  }

  private static String restored(CellStatus cell) {
    return cell.impure().isEmpty()
        ? " restored"
        : " replayed (depends on " + String.join(", ", cell.impure()) + ")";
  }

  private static String cause(List<Reason> reasons) {
    String why = why(reasons);
    return why.isEmpty() ? "a cell that it needs failed" : why;
  }

  private static String why(List<Reason> reasons) {
    return reasons.stream()
        .map(Reason::message)
        .distinct()
        .limit(3)
        .collect(Collectors.joining("; "));
  }

  private void progress(SessionSnapshot snapshot) {
    if (!terminal.live()) {
      return;
    }
    List<CellStatus> running =
        snapshot.cells().stream().filter(c -> c.activity() == Activity.RUNNING).toList();
    long queued = snapshot.cells().stream().filter(c -> c.activity() == Activity.QUEUED).count();
    endProgress();
    if (!running.isEmpty() || queued > 0) {
      String now = running.stream().map(c -> names.of(c.index())).collect(Collectors.joining(", "));
      terminal
          .err()
          .print("▶ " + (now.isEmpty() ? "preparing" : now) + " · " + queued + " waiting");
      terminal.err().flush();
      progressShown = true;
    }
  }

  void endProgress() {
    if (progressShown) {
      terminal.err().print(ERASE_LINE);
      terminal.err().flush();
      progressShown = false;
    }
  }

  void summary(RunReport report) {
    terminal.out().print(new RunSummaryText(report, terminal, names).text());
    terminal.out().flush();
  }
}
