/**
 * Keeps the execution counts that go into the file.
 *
 * VS Code's ipynb support stores a cell's count in its metadata: it clears the count when an execution is created,
 * and writes the new one when it ends, unless that equals the one it still sees. A quick rerun ends before the clearing
 * is applied; our counts are the same each time (those of a run from the top), so the file would lose them.
 */
import type * as vscode from "vscode";

/** What of a cell's change matters here: `metadata` is present if the metadata changed. */
export interface CellChange {
  readonly cell: Pick<vscode.NotebookCell, "index" | "metadata" | "executionSummary">;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** The cells whose count was cleared after their execution had ended: index → metadata with the count. */
export function lostCounts(changes: readonly CellChange[]): Map<number, Record<string, unknown>> {
  const lost = new Map<number, Record<string, unknown>>();
  for (const { cell, metadata } of changes) {
    const { executionOrder, success } = cell.executionSummary ?? {};
    const ended = executionOrder !== undefined && success !== undefined;
    if (ended && metadata && "execution_count" in metadata && metadata.execution_count === null) {
      lost.set(cell.index, { ...cell.metadata, execution_count: executionOrder });
    }
  }
  return lost;
}
