/** Mirrors the server's runs as executions of VS Code: queued, running, outputs, done. */
import type * as vscode from "vscode";
import type { CellOutput, CellStatus, RunFinished, Validity } from "../protocol";
import type { CellOutputs } from "./cellOutputs";
import { OutputFeed } from "./outputFeed";
import type { Write } from "./outputFeed";
import { sameOutputs } from "./outputs";
import { cellKey, findCell } from "./statuses";
import type { CellStatuses } from "./statuses";

interface CellRun {
  readonly execution: vscode.NotebookCellExecution;
  /** Milliseconds since the epoch; absent while the cell waits. */
  startTime?: number;
  readonly notebook: string;
  /** Unique within the notebook. */
  runId: string | null;
  /** What the cell showed before: kept where a status says nothing of it. */
  readonly order: number | undefined;
}

/** The part of a notebook controller that is needed here. */
export interface Executions {
  create(cell: vscode.NotebookCell): vscode.NotebookCellExecution | undefined;
  interrupt(cells: vscode.NotebookCell[]): void;
}

export class CellRuns implements vscode.Disposable {
  readonly #runs = new Map<string, CellRun>();
  readonly #feed = new OutputFeed((key, outputs, write) => {
    this.#lend(key, outputs, write);
  });
  readonly #finished = new Set<string>();
  #cancelled: vscode.NotebookCell[] = [];

  constructor(
    private readonly executions: Executions,
    private readonly statuses: CellStatuses,
  ) {}

  /** Shows the cell as queued, with its stop button. */
  queue(cell: vscode.NotebookCell, runId: string | null): void {
    const key = cell.document.uri.toString();
    const known = this.#runs.get(key);
    if (known) {
      known.runId = runId ?? known.runId;
      return;
    }
    const order = cell.executionSummary?.executionOrder;
    const execution = this.executions.create(cell);
    if (execution) {
      this.#runs.set(key, { execution, notebook: cell.notebook.uri.toString(), runId, order });
      execution.token.onCancellationRequested(() => {
        this.#cancel(cell);
      });
    }
  }

  /** Tells which run of the notebook the cells wait for. All of that run's messages may have come already. */
  name(cells: readonly vscode.NotebookCell[], notebook: vscode.NotebookDocument, runId: string | null): void {
    for (const cell of cells) {
      const run = this.#runs.get(cell.document.uri.toString());
      if (run) {
        run.runId ??= runId;
      }
    }
    const key = notebook.uri.toString();
    if (runId === null || this.#finished.has(`${key} ${runId}`)) {
      this.#endWaiting(key, runId);
    }
  }

  /** The run of these cells could not even begin. */
  abandon(cells: readonly vscode.NotebookCell[]): void {
    cells.forEach((cell) => {
      this.#end(cell.document.uri.toString(), undefined, null);
    });
  }

  onStatus(status: CellStatus): void {
    const key = status.cell ? cellKey(status.cell) : "";
    const cell = findCell(key);
    if (!cell) {
      return;
    }
    if (status.activity === "idle") {
      this.#settle(key, status);
      return;
    }
    this.queue(cell, status.runId ?? null);
    if (status.activity === "running") {
      this.#start(key);
    }
  }

  onOutput(message: CellOutput): void {
    this.#feed.accept(message);
  }

  /** Restored outputs may have come before the notebook chose this kernel. */
  showWaiting(): void {
    this.#feed.flushAll();
  }

  /** What of this run still waits will not come any more. */
  onRunFinished({ uri, runId }: RunFinished): void {
    this.#finished.add(`${cellKey(uri)} ${runId}`);
    this.#endWaiting(cellKey(uri), runId);
  }

  forget(notebook: vscode.NotebookDocument): void {
    for (const cell of notebook.getCells()) {
      this.#runs.delete(cell.document.uri.toString());
      this.#feed.forget(cell.document.uri.toString());
    }
  }

  /** The server is gone. */
  endAll(): void {
    [...this.#runs.keys()].forEach((key) => {
      this.#end(key, undefined, null);
    });
  }

  dispose(): void {
    this.endAll();
    this.#feed.dispose();
  }

  /** Cells that run already end with their own status, which may still be on its way. */
  #endWaiting(notebook: string, runId: string | null): void {
    for (const [key, run] of [...this.#runs]) {
      if (run.notebook === notebook && run.runId === runId && run.startTime === undefined) {
        const status = this.statuses.at(key);
        run.execution.executionOrder = status?.executionOrder ?? run.order;
        this.#end(key, status && succeeded(status.validity), null);
      }
    }
  }

  #start(key: string): void {
    const run = this.#runs.get(key);
    if (run && run.startTime === undefined) {
      begin(run);
      this.#feed.begin(key);
    }
  }

  #settle(key: string, status: CellStatus): void {
    const run = this.#runs.get(key);
    // Until the server has planned the run that was asked for, "idle" tells of an earlier one.
    if (run && (run.startTime !== undefined || (run.runId !== null && run.runId === status.runId))) {
      run.execution.executionOrder = status.executionOrder ?? run.order;
      this.#end(key, succeeded(status.validity), status.durationMs ?? null);
    }
  }

  #end(key: string, success: boolean | undefined, durationMs: number | null): void {
    const run = this.#runs.get(key);
    if (!run) {
      return;
    }
    if (run.startTime === undefined) {
      this.#feed.flush(key);
    } else {
      this.#feed.finish(key);
    }
    this.#runs.delete(key);
    const measured = run.startTime !== undefined && durationMs !== null;
    run.execution.end(success, measured ? (run.startTime ?? 0) + durationMs : Date.now());
  }

  /** Outputs of a cell that is not running (restored ones, say) come through an execution of their own. */
  #lend(key: string, outputs: CellOutputs, write: Write): void {
    const run = this.#runs.get(key);
    if (run) {
      if (run.startTime === undefined) {
        begin(run);
      }
      write(run.execution);
      return;
    }
    const cell = findCell(key);
    const whole = outputs.whole;
    const execution = cell && !(whole && sameOutputs(whole, cell.outputs)) && this.executions.create(cell);
    if (execution) {
      const { executionOrder, timing, success } = cell.executionSummary ?? {};
      const status = this.statuses.of(cell);
      execution.executionOrder = status?.executionOrder ?? executionOrder;
      execution.start(timing?.startTime);
      write(execution);
      execution.end(status?.restored ? succeeded(status.validity) : success, timing?.endTime);
    }
  }

  /** Stopping a whole notebook cancels its cells one by one: the server hears of it once. */
  #cancel(cell: vscode.NotebookCell): void {
    if (this.#cancelled.push(cell) === 1) {
      setTimeout(() => {
        this.executions.interrupt(this.#cancelled);
        this.#cancelled = [];
      });
    }
  }
}

function begin(run: CellRun): void {
  run.startTime = Date.now();
  run.execution.start(run.startTime);
}

function succeeded(validity: Validity): boolean | undefined {
  return validity === "current" ? true : validity === "failed" ? false : undefined;
}
