package dev.freshet.server.lsp.handlers;

import java.util.List;

/** What {@code workspace/executeCommand} understands. */
public final class CommandNames {
  public static final String RUN_CELL = "freshet.runCell";
  public static final String RUN_AFFECTED = "freshet.runAffected";
  public static final String RUN_STALE = "freshet.runStale";
  public static final String RUN_ALL = "freshet.runAll";
  public static final String INTERRUPT = "freshet.interrupt";
  public static final String RESTART = "freshet.restart";
  public static final String PREVIEW_RUN = "freshet.previewRun";
  public static final String SHOW_GRAPH = "freshet.showGraph";
  public static final String EXPLAIN_STALE = "freshet.explainStale";

  public static final List<String> ALL =
      List.of(
          RUN_CELL,
          RUN_AFFECTED,
          RUN_STALE,
          RUN_ALL,
          INTERRUPT,
          RESTART,
          PREVIEW_RUN,
          SHOW_GRAPH,
          EXPLAIN_STALE);

  private CommandNames() {}
}
