import { describe, expect, it } from "vitest";
import { duration, residentText, shortened, validityText } from "../../src/notebook/statusBar";
import type { CellStatus } from "../../src/protocol";

const reason = (message: string) => ({ kind: "input", name: "df", cell: 0, message });
const base: CellStatus = {
  uri: "",
  cell: null,
  cellId: "",
  index: 0,
  range: null,
  validity: "current",
  activity: "idle",
  reasons: [],
  reads: [],
  writes: [],
  mutates: [],
  durationMs: null,
  executionOrder: null,
  restored: false,
  runId: null,
  residents: [],
};

describe("the status bar", () => {
  it("says why a cell is stale", () => {
    const stale: CellStatus = { ...base, validity: "stale", reasons: [reason("df changed in cell 3")] };
    expect(validityText(stale)).toBe("$(warning) stale: df changed in cell 3");
    expect(validityText({ ...stale, reasons: [reason("cell edited"), reason("df changed")] })).toBe(
      "$(warning) stale: cell edited (+1)",
    );
  });

  it("tells restored cells from those that ran", () => {
    expect(validityText({ ...base, restored: true, durationMs: 1500 })).toBe(
      "$(history) restored, saves 1.5 s",
    );
    expect(validityText(base)).toBeNull();
  });

  it("says what stays in its process, and why", () => {
    expect(residentText({ names: ["g"], reason: "generator" })).toBe("g stays: generator");
    expect(residentText({ names: ["@process"], reason: "a signal handler" })).toBe(
      "The process stays: a signal handler",
    );
  });

  it("shortens long sets", () => {
    expect(shortened(["a", "b", "c", "d"])).toBe("a, b, c, d");
    expect(shortened(["a", "b", "c", "d", "e"])).toBe("a, b, c, +2");
  });

  it("gives durations a fitting unit", () => {
    expect([12, 2345, 90_000].map(duration)).toEqual(["12 ms", "2.3 s", "1.5 min"]);
  });
});
