package dev.freshet.executor.plan;

import java.util.List;

/** Why a cell failed, as Jupyter shows it. */
public record CellError(String ename, String evalue, List<String> traceback) {
  public CellError {
    traceback = List.copyOf(traceback);
  }

  /** An error that has no Python traceback. */
  public static CellError of(String ename, String evalue) {
    return new CellError(ename, evalue, List.of(ename + ": " + evalue));
  }
}
