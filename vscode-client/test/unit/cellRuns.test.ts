import { beforeEach, describe, expect, it, vi } from "vitest";
import type * as vscode from "vscode";
import { CellRuns } from "../../src/notebook/cellRuns";
import { CellStatuses } from "../../src/notebook/statuses";
import type { CellOutput, CellStatus, NbOutput } from "../../src/protocol";
import { FakeExecution, FakeNotebook } from "./vscode";
import type { FakeCell } from "./vscode";

let cell: FakeCell;
let other: FakeCell;
let runs: CellRuns;
let created: number;
let interrupted: vscode.NotebookCell[][];
let statuses: CellStatuses;

beforeEach(() => {
  vi.useFakeTimers();
  const notebook = new FakeNotebook("cell:a#0", "cell:a#1");
  [cell, other] = notebook.cells as [FakeCell, FakeCell];
  created = 0;
  interrupted = [];
  statuses = new CellStatuses();
  runs = new CellRuns(
    {
      create: (of) => {
        created++;
        return new FakeExecution(of as unknown as FakeCell) as unknown as vscode.NotebookCellExecution;
      },
      interrupt: (cells) => interrupted.push(cells),
    },
    statuses,
  );
});

function api(of: FakeCell): vscode.NotebookCell {
  return of as unknown as vscode.NotebookCell;
}

function status(of: FakeCell, activity: CellStatus["activity"], more: Partial<CellStatus> = {}): void {
  const message: CellStatus = {
    uri: "file:///a.ipynb",
    cell: of.document.uri.toString(),
    cellId: "x",
    index: 0,
    range: null,
    validity: "neverRun",
    activity,
    reasons: [],
    reads: [],
    writes: [],
    mutates: [],
    durationMs: null,
    executionOrder: null,
    restored: false,
    runId: "r1",
    residents: [],
    ...more,
  };
  statuses.accept(message);
  runs.onStatus(message);
}

function output(of: FakeCell, outputs: NbOutput[], more: Partial<CellOutput> = {}): void {
  runs.onOutput({
    uri: "file:///a.ipynb",
    cell: of.document.uri.toString(),
    cellId: "x",
    index: 0,
    runId: "r1",
    action: "append",
    wait: false,
    outputs,
    displayId: null,
    ...more,
  });
}

function stdout(text: string): NbOutput {
  return { output_type: "stream", name: "stdout", text };
}

function display(text: string): NbOutput {
  return { output_type: "display_data", data: { "text/plain": text } };
}

describe("a run", () => {
  it("is queued, runs, shows outputs in batches and ends", () => {
    status(cell, "queued");
    expect(cell.execution?.state).toBe("created");
    status(cell, "running");
    expect(cell.execution?.state).toBe("started");
    output(cell, [stdout("a")]);
    output(cell, [stdout("b\n")]);
    expect(cell.shown).toEqual([]);
    vi.runAllTimers();
    expect(cell.shown).toEqual(["stdout: ab\n"]);
    output(cell, [stdout("c\n")]);
    status(cell, "idle", { validity: "current", executionOrder: 3 });
    expect(cell.shown).toEqual(["stdout: ab\n", "stdout: c\n"]);
    expect(cell.outputs).toHaveLength(1);
    expect(cell.executionSummary).toEqual({ executionOrder: 3, success: true });
  });

  it("keeps old outputs until there are new ones, and drops them when there are none", () => {
    status(cell, "running");
    output(cell, [display("old")]);
    status(cell, "idle", { validity: "current" });
    status(cell, "running", { runId: "r2" });
    vi.runAllTimers();
    expect(cell.shown).toEqual(["text/plain: old"]);
    status(cell, "idle", { validity: "current", runId: "r2" });
    expect(cell.shown).toEqual([]);
  });

  it("that was asked for in the window uses the execution shown there", () => {
    runs.queue(api(cell), null);
    runs.name([api(cell)], api(cell).notebook, "r1");
    status(cell, "idle", { validity: "stale", runId: "r0" });
    expect(cell.execution?.state).toBe("created");
    status(cell, "queued");
    status(cell, "running");
    status(cell, "idle", { validity: "failed" });
    expect(cell.executionSummary).toEqual({ success: false });
    expect(created).toBe(1);
  });

  it("ends cells that had nothing to do, even when it was over before its id was known", () => {
    runs.queue(api(cell), null);
    runs.queue(api(other), null);
    runs.onRunFinished({ uri: "file:///another.ipynb", runId: "r1", report: null });
    runs.onRunFinished({ uri: "file:///a.ipynb", runId: "r1", report: null });
    expect(cell.execution?.state).toBe("created");
    runs.name([api(cell), api(other)], api(cell).notebook, "r1");
    expect([cell.execution?.state, other.execution?.state]).toEqual(["ended", "ended"]);
  });

  it("waits for the status of a cell that was running when the run was said to be over", () => {
    status(cell, "running");
    runs.onRunFinished({ uri: "file:///a.ipynb", runId: "r1", report: null });
    status(cell, "idle", { validity: "failed", executionOrder: 2 });
    expect(cell.executionSummary).toEqual({ executionOrder: 2, success: false });
  });

  it("that is withdrawn and runs again starts with empty outputs", () => {
    status(cell, "running");
    output(cell, [display("wrong")]);
    vi.runAllTimers();
    output(cell, [], { action: "clear" });
    status(cell, "queued");
    status(cell, "running");
    output(cell, [display("right")]);
    status(cell, "idle", { validity: "current" });
    expect(cell.shown).toEqual(["text/plain: right"]);
  });

  it("is interrupted by one message for all cells of the gesture", () => {
    status(cell, "running");
    status(other, "running");
    cell.execution?.cancel();
    other.execution?.cancel();
    vi.runAllTimers();
    expect(interrupted).toEqual([[cell, other]]);
  });

  it("ends when the server dies", () => {
    status(cell, "running");
    status(other, "queued");
    runs.endAll();
    expect([cell.execution?.state, other.execution?.state]).toEqual(["ended", "ended"]);
  });
});

describe("outputs", () => {
  it("fold carriage returns as a terminal does", () => {
    status(cell, "running");
    output(cell, [stdout("10%\r")]);
    vi.runAllTimers();
    output(cell, [stdout("100%\nok")]);
    vi.runAllTimers();
    expect(cell.shown).toEqual(["stdout: 100%\nok"]);
  });

  it("wait for the next one after clear_output(wait=True)", () => {
    status(cell, "running");
    output(cell, [display("1")]);
    vi.runAllTimers();
    output(cell, [], { action: "clear", wait: true });
    vi.runAllTimers();
    expect(cell.shown).toEqual(["text/plain: 1"]);
    output(cell, [display("2")]);
    vi.runAllTimers();
    expect(cell.shown).toEqual(["text/plain: 2"]);
  });

  it("are updated by display id, also those of a cell that is done", () => {
    status(cell, "running");
    output(cell, [display("0 of 2")], { displayId: "d" });
    status(cell, "idle", { validity: "current", executionOrder: 1 });
    status(other, "running");
    output(other, [display("2 of 2")], { action: "updateDisplay", displayId: "d" });
    vi.runAllTimers();
    expect(cell.shown).toEqual(["text/plain: 2 of 2"]);
    expect(cell.executionSummary).toEqual({ executionOrder: 1, success: true });
  });

  it("of a restored cell come without a run, and change nothing when they are shown already", () => {
    output(cell, [display("42")], { action: "replace" });
    status(cell, "idle", { validity: "current", restored: true, executionOrder: 1 });
    vi.runAllTimers();
    expect(cell.shown).toEqual(["text/plain: 42"]);
    expect(cell.executionSummary).toEqual({ executionOrder: 1, success: true });
    output(cell, [display("42")], { action: "replace" });
    vi.runAllTimers();
    expect(created).toBe(1);
  });
});
