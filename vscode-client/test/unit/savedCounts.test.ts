import { describe, expect, it } from "vitest";
import { lostCounts } from "../../src/notebook/savedCounts";

const ended = { executionOrder: 3, success: true };
const cleared = { id: "a", execution_count: null };

describe("the counts of a saved notebook", () => {
  it("are put back when they were cleared after the execution had ended", () => {
    const cell = { index: 2, metadata: cleared, executionSummary: ended };
    expect([...lostCounts([{ cell, metadata: cleared }])]).toEqual([[2, { id: "a", execution_count: 3 }]]);
  });

  it("stay cleared while the cell runs and when the user clears the outputs", () => {
    for (const executionSummary of [{}, { timing: { startTime: 1, endTime: 2 } }, undefined]) {
      const cell = { index: 2, metadata: cleared, executionSummary };
      expect(lostCounts([{ cell, metadata: cleared }]).size).toBe(0);
    }
  });

  it("are left alone when something else changed", () => {
    const counted = { id: "a", execution_count: 3 };
    const cell = { index: 2, metadata: counted, executionSummary: ended };
    expect(lostCounts([{ cell }, { cell, metadata: counted }]).size).toBe(0);
  });
});
