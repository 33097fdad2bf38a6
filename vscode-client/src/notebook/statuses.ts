/** The last status that the server told of each cell. */
import * as vscode from "vscode";
import type { CellStatus } from "../protocol";

export class CellStatuses implements vscode.Disposable {
  readonly #byCell = new Map<string, CellStatus>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  of(cell: vscode.NotebookCell): CellStatus | undefined {
    return this.at(cell.document.uri.toString());
  }

  at(key: string): CellStatus | undefined {
    return this.#byCell.get(key);
  }

  accept(status: CellStatus): void {
    if (status.cell) {
      this.#byCell.set(cellKey(status.cell), status);
      this.#changed.fire();
    }
  }

  forget(notebook: vscode.NotebookDocument): void {
    for (const cell of notebook.getCells()) {
      this.#byCell.delete(cell.document.uri.toString());
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** Servers may encode a URI differently than VS Code does. */
export function cellKey(uri: string): string {
  return vscode.Uri.parse(uri).toString();
}

export function findCell(key: string): vscode.NotebookCell | undefined {
  for (const notebook of vscode.workspace.notebookDocuments) {
    const cell = notebook.getCells().find((candidate) => candidate.document.uri.toString() === key);
    if (cell) {
      return cell;
    }
  }
  return undefined;
}
