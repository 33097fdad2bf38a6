/** The outputs of one cell: collects what the server sends, and shows it in few, batched updates. */
import type * as vscode from "vscode";
import type { CellOutput, Maybe, NbOutput } from "../protocol";
import { foldReturns, joined, streamItem, toCellOutput, toItems } from "./outputs";

type Stream = Extract<NbOutput, { output_type: "stream" }>;

interface Entry {
  output: NbOutput;
  displayId: Maybe<string>;
  /** What VS Code shows; absent until the first flush. */
  shown?: vscode.NotebookCellOutput;
  /** Stream text that is not shown yet. */
  unseen: string;
  changed: boolean;
}

export class CellOutputs {
  #entries: Entry[] = [];
  #clearFirst = false;
  #replaceAll = false;

  /** A new execution: old outputs stay until the first new one, so that the cell does not flicker. */
  begin(): void {
    this.#clearFirst = true;
  }

  /** The execution is over: if it showed nothing, the old outputs go. */
  finish(): void {
    this.#clearIfDue();
  }

  accept(message: CellOutput): void {
    switch (message.action) {
      case "clear":
        this.#clearFirst = true;
        if (!message.wait) {
          this.#clearIfDue();
        }
        break;
      case "replace":
        this.#clear();
        this.#append(message);
        break;
      case "append":
        this.#append(message);
        break;
      case "updateDisplay":
        this.update(message);
        break;
    }
  }

  update({ displayId, outputs }: CellOutput): void {
    const [output] = outputs;
    for (const entry of this.#entries) {
      if (output && displayId && entry.displayId === displayId) {
        entry.output = output;
        entry.changed = true;
      }
    }
  }

  shows(displayId: Maybe<string>): boolean {
    return Boolean(displayId) && this.#entries.some((entry) => entry.displayId === displayId);
  }

  get pending(): boolean {
    return this.#replaceAll || this.#entries.some((entry) => entry.changed || !entry.shown);
  }

  /** What the cell is to show when it is shown as a whole. */
  get whole(): vscode.NotebookCellOutput[] | undefined {
    return this.#replaceAll ? this.#entries.map(show) : undefined;
  }

  flush(execution: vscode.NotebookCellExecution): void {
    const whole = this.whole;
    if (whole) {
      this.#replaceAll = false;
      void execution.replaceOutput(whole);
      return;
    }
    for (const entry of this.#entries) {
      if (entry.changed && entry.shown) {
        refresh(execution, entry, entry.shown);
      }
    }
    const added = this.#entries.filter((entry) => !entry.shown).map(show);
    if (added.length > 0) {
      void execution.appendOutput(added);
    }
  }

  #append({ outputs, displayId }: CellOutput): void {
    this.#clearIfDue();
    for (const output of outputs) {
      const last = this.#entries.at(-1);
      if (last && isStream(output) && isStream(last.output) && last.output.name === output.name) {
        const text = joined(output.text);
        last.output = { ...last.output, text: joined(last.output.text) + text };
        last.unseen += text;
        last.changed = true;
      } else {
        this.#entries.push({ output, displayId, unseen: "", changed: false });
      }
    }
  }

  #clearIfDue(): void {
    if (this.#clearFirst) {
      this.#clear();
    }
  }

  #clear(): void {
    this.#entries = [];
    this.#clearFirst = false;
    this.#replaceAll = true;
  }
}

function isStream(output: NbOutput): output is Stream {
  return output.output_type === "stream";
}

function folded(output: NbOutput): NbOutput {
  return isStream(output) ? { ...output, text: foldReturns(joined(output.text)) } : output;
}

function show(entry: Entry): vscode.NotebookCellOutput {
  entry.shown = toCellOutput(folded(entry.output), entry.displayId);
  entry.unseen = "";
  entry.changed = false;
  return entry.shown;
}

/** Plain text grows by what is new; all else is shown anew. */
function refresh(
  execution: vscode.NotebookCellExecution,
  entry: Entry,
  shown: vscode.NotebookCellOutput,
): void {
  if (isStream(entry.output) && !joined(entry.output.text).includes("\r")) {
    void execution.appendOutputItems([streamItem(entry.output.name, entry.unseen)], shown);
  } else {
    void execution.replaceOutputItems(toItems(folded(entry.output)), shown);
  }
  entry.unseen = "";
  entry.changed = false;
}
