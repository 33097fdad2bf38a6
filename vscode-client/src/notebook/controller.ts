/** The "Freshet" kernel of ordinary Jupyter notebooks. The server decides what runs, when and where. */
import * as vscode from "vscode";
import type { ServerCommand } from "../protocol";
import { CellRuns } from "./cellRuns";
import { lostCounts } from "./savedCounts";
import type { CellStatuses } from "./statuses";

export const NOTEBOOK_TYPE = "jupyter-notebook";

/** Sends a command about these cells (of one notebook); answers the run's id, if the command runs something. */
export type Send = (command: ServerCommand, cells: readonly vscode.NotebookCell[]) => Promise<string | null>;

export class FreshetController implements vscode.Disposable {
  readonly runs: CellRuns;
  readonly #controller: vscode.NotebookController;
  readonly #chosen = new Set<vscode.NotebookDocument>();
  readonly #subscriptions: vscode.Disposable;

  constructor(
    private readonly send: Send,
    private readonly extension: string,
    statuses: CellStatuses,
  ) {
    // No interruptHandler: with one, the stop button of a single cell would stop them all.
    this.#controller = vscode.notebooks.createNotebookController("freshet", NOTEBOOK_TYPE, "Freshet");
    this.#controller.description = "parallel, isolated cells; only what is stale runs";
    this.#controller.supportedLanguages = ["python"];
    this.#controller.supportsExecutionOrder = true;
    this.#controller.executeHandler = (cells, notebook) => this.#execute(cells, notebook);
    this.runs = new CellRuns(
      {
        create: (cell) =>
          this.#chosen.has(cell.notebook) ? this.#controller.createNotebookCellExecution(cell) : undefined,
        interrupt: (cells) => void this.send("freshet.interrupt", cells).catch(report),
      },
      statuses,
    );
    this.#subscriptions = vscode.Disposable.from(
      this.#controller,
      this.runs,
      this.#controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
        this.#chosen[selected ? "add" : "delete"](notebook);
        this.runs.showWaiting();
      }),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook, cellChanges }) => {
        if (this.#chosen.has(notebook)) {
          keepCounts(notebook, cellChanges);
        }
      }),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => {
        this.#chosen.delete(notebook);
        this.runs.forget(notebook);
        statuses.forget(notebook);
      }),
    );
  }

  /** Makes Freshet the kernel of the notebook in front: with another one its outputs could not be shown. */
  async choose(): Promise<void> {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    if (notebook?.notebookType === NOTEBOOK_TYPE && !this.#chosen.has(notebook)) {
      await vscode.commands.executeCommand("notebook.selectKernel", {
        id: "freshet",
        extension: this.extension,
      });
    }
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #execute(cells: vscode.NotebookCell[], notebook: vscode.NotebookDocument): Promise<void> {
    this.#chosen.add(notebook);
    cells.forEach((cell) => {
      this.runs.queue(cell, null);
    });
    try {
      const runId = await this.send(runsAll(cells, notebook) ? "freshet.runAll" : "freshet.runCell", cells);
      this.runs.name(cells, notebook, runId);
    } catch (error) {
      this.runs.abandon(cells);
      report(error);
    }
  }
}

function keepCounts(
  notebook: vscode.NotebookDocument,
  changes: readonly vscode.NotebookDocumentCellChange[],
): void {
  const lost = lostCounts(changes);
  if (lost.size > 0) {
    const edit = new vscode.WorkspaceEdit();
    edit.set(
      notebook.uri,
      [...lost].map(([index, metadata]) => vscode.NotebookEdit.updateCellMetadata(index, metadata)),
    );
    void vscode.workspace.applyEdit(edit);
  }
}

function runsAll(cells: readonly vscode.NotebookCell[], notebook: vscode.NotebookDocument): boolean {
  const python = notebook.getCells().filter((cell) => cell.document.languageId === "python");
  return cells.length > 1 && cells.length === python.length;
}

export function report(error: unknown): void {
  void vscode.window.showErrorMessage(`Freshet: ${error instanceof Error ? error.message : String(error)}`);
}
