/** Brings the server's outputs into the notebook, in batches. */
import type * as vscode from "vscode";
import type { CellOutput } from "../protocol";
import { CellOutputs } from "./cellOutputs";
import { cellKey } from "./statuses";

/** Each update of an output is a round trip to the window: all within this time become one. */
const BATCH_MS = 60;

/** Calls `write` with an execution of the cell; VS Code lets nothing else change outputs. */
export type Lend = (key: string, outputs: CellOutputs, write: Write) => void;
export type Write = (execution: vscode.NotebookCellExecution) => void;

export class OutputFeed {
  readonly #byCell = new Map<string, CellOutputs>();
  readonly #waiting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly lend: Lend) {}

  accept(message: CellOutput): void {
    if (!message.cell) {
      return;
    }
    const key = cellKey(message.cell);
    this.#outputsOf(key).accept(message);
    this.#flushSoon(key);
    if (message.action === "updateDisplay") {
      this.#updateElsewhere(key, message);
    }
  }

  /** The cell runs anew. */
  begin(key: string): void {
    this.#outputsOf(key).begin();
  }

  /** The cell's run is over: shows what is left. */
  finish(key: string): void {
    this.#outputsOf(key).finish();
    this.flush(key);
  }

  flush(key: string): void {
    this.#waiting.delete(key);
    const outputs = this.#byCell.get(key);
    if (outputs?.pending) {
      this.lend(key, outputs, (execution) => {
        outputs.flush(execution);
      });
    }
  }

  flushAll(): void {
    [...this.#byCell.keys()].forEach((key) => {
      this.flush(key);
    });
  }

  forget(key: string): void {
    this.#waiting.delete(key);
    this.#byCell.delete(key);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  /** A display handle may have been shown by another cell than the one that updates it. */
  #updateElsewhere(sender: string, message: CellOutput): void {
    for (const [key, outputs] of this.#byCell) {
      if (key !== sender && outputs.shows(message.displayId)) {
        outputs.accept(message);
        this.#flushSoon(key);
      }
    }
  }

  #outputsOf(key: string): CellOutputs {
    const outputs = this.#byCell.get(key) ?? new CellOutputs();
    this.#byCell.set(key, outputs);
    return outputs;
  }

  #flushSoon(key: string): void {
    this.#waiting.add(key);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      [...this.#waiting].forEach((waiting) => {
        this.flush(waiting);
      });
    }, BATCH_MS);
  }
}
