/** Below each cell: whether its outputs can be believed, and what it reads and writes. */
import * as vscode from "vscode";
import type { CellStatus, Resident } from "../protocol";
import { NOTEBOOK_TYPE } from "./controller";
import type { CellStatuses } from "./statuses";

/** After a run of many cells, items are asked for once. */
const REFRESH_MS = 50;

export class StatusBar implements vscode.NotebookCellStatusBarItemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCellStatusBarItems = this.#changed.event;
  readonly #subscriptions: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly statuses: CellStatuses) {
    this.#subscriptions = vscode.Disposable.from(
      vscode.notebooks.registerNotebookCellStatusBarItemProvider(NOTEBOOK_TYPE, this),
      statuses.onDidChange(() => {
        this.#refreshSoon();
      }),
      this.#changed,
    );
  }

  provideCellStatusBarItems(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
    const status = this.statuses.of(cell);
    const items = status ? [validityItem(status, cell), residentsItem(status), setsItem(status, cell)] : [];
    return items.filter((item) => item !== null);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  #refreshSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire();
    }, REFRESH_MS);
  }
}

function validityItem(
  status: CellStatus,
  cell: vscode.NotebookCell,
): vscode.NotebookCellStatusBarItem | null {
  const text = validityText(status);
  if (text === null || status.activity !== "idle") {
    return null;
  }
  const item = new vscode.NotebookCellStatusBarItem(text, vscode.NotebookCellStatusBarAlignment.Left);
  item.tooltip = [
    ...status.reasons.map((reason) => reason.message),
    "Click to run this cell and what it needs.",
  ].join("\n");
  item.command = { command: "freshet.ui.runCell", title: "Run", arguments: [cell] };
  return item;
}

export function validityText({ validity, reasons, restored, durationMs }: CellStatus): string | null {
  const why = reasons[0] ? `: ${reasons[0].message}` : "";
  const more = reasons.length > 1 ? ` (+${reasons.length - 1})` : "";
  switch (validity) {
    case "stale":
      return `$(warning) stale${why}${more}`;
    case "aborted":
      return `$(circle-slash) not run${why}${more}`;
    case "current":
      return restored
        ? `$(history) restored${typeof durationMs !== "number" ? "" : `, saves ${duration(durationMs)}`}`
        : null;
    case "failed":
    case "neverRun":
      return null;
  }
}

export function duration(ms: number): string {
  const seconds = ms / 1000;
  return seconds < 0.1
    ? `${Math.round(ms)} ms`
    : seconds < 60
      ? `${seconds.toFixed(1)} s`
      : `${(seconds / 60).toFixed(1)} min`;
}

function residentsItem({ residents }: CellStatus): vscode.NotebookCellStatusBarItem | null {
  if (residents.length === 0) {
    return null;
  }
  const item = new vscode.NotebookCellStatusBarItem(
    "$(pinned) resident",
    vscode.NotebookCellStatusBarAlignment.Left,
  );
  item.tooltip = residents.map(residentText).join("\n");
  return item;
}

/** What cannot leave the process that made it, and why. */
export function residentText({ names, reason }: Resident): string {
  const own = names.filter((name) => !name.startsWith("@"));
  return `${own.length === 0 ? "The process" : own.join(", ")} stays: ${reason}`;
}

function setsItem(status: CellStatus, cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem | null {
  const sets = setsOf(status);
  if (sets.length === 0) {
    return null;
  }
  const item = new vscode.NotebookCellStatusBarItem(
    sets.map(([verb, names]) => `${verb} ${shortened(names)}`).join(" · "),
    vscode.NotebookCellStatusBarAlignment.Left,
  );
  item.tooltip = sets.map(([verb, names]) => `${verb} ${names.join(", ")}`).join("\n");
  item.command = { command: "freshet.ui.showGraph", title: "Show dependency graph", arguments: [cell] };
  item.priority = -1;
  return item;
}

function setsOf({ reads, writes, mutates }: CellStatus): [string, string[]][] {
  const sets: [string, string[]][] = [
    ["reads", reads],
    ["writes", writes],
    ["changes", mutates],
  ];
  return sets.filter(([, names]) => names.length > 0);
}

/** A status bar has room for a few names. */
export function shortened(names: readonly string[]): string {
  const room = 4;
  return names.length > room
    ? `${names.slice(0, room - 1).join(", ")}, +${names.length - room + 1}`
    : names.join(", ");
}
