/** What a command is about: the cells that it was called with, the chosen ones, or the text at the cursor. */
import * as vscode from "vscode";
import type { Target } from "../protocol";

/** From a toolbar comes `{notebookEditor: {notebookUri}}`, from a cell's own menu or item the cell, from the palette nothing. */
export function targetOf(argument: unknown): Target | undefined {
  if (isCell(argument)) {
    return cellsTarget([argument]);
  }
  const notebook = vscode.window.activeNotebookEditor;
  if (notebook) {
    const chosen = notebook.selections.flatMap((range) => notebook.notebook.getCells(range));
    return cellsTarget(chosen) ?? notebookTarget(notebook.notebook);
  }
  const text = vscode.window.activeTextEditor;
  return text && textTarget(text);
}

export function notebookOf(argument: unknown): Target | undefined {
  const notebook = isCell(argument) ? argument.notebook : vscode.window.activeNotebookEditor?.notebook;
  const text = vscode.window.activeTextEditor;
  return notebook ? notebookTarget(notebook) : text && { uri: text.document.uri.toString() };
}

export function cellsTarget(cells: readonly vscode.NotebookCell[]): Target | undefined {
  const uris = cells
    .filter((cell) => cell.kind === vscode.NotebookCellKind.Code)
    .map((cell) => cell.document.uri.toString());
  return uris[0] === undefined ? undefined : { uri: uris[0], uris };
}

function notebookTarget(notebook: vscode.NotebookDocument): Target {
  return { uri: notebook.uri.toString() };
}

function textTarget({ document, selection: { start, end } }: vscode.TextEditor): Target {
  const at = ({ line, character }: vscode.Position) => ({ line, character });
  return { uri: document.uri.toString(), range: { start: at(start), end: at(end) } };
}

function isCell(argument: unknown): argument is vscode.NotebookCell {
  return (
    typeof argument === "object" && argument !== null && "notebook" in argument && "document" in argument
  );
}
