import * as vscode from "vscode";
import { expect, test } from "vitest";
import { refuseUntrusted } from "../../src/trust";

const workspace = vscode.workspace as { isTrusted: boolean };

test("nothing of a folder runs that is not trusted", () => {
  workspace.isTrusted = false;
  for (const command of ["freshet.runCell", "freshet.runAffected", "freshet.runStale", "freshet.runAll"]) {
    expect(() => {
      refuseUntrusted(command);
    }).toThrow("trusted");
  }
  refuseUntrusted("freshet.explainStale");
  workspace.isTrusted = true;
  refuseUntrusted("freshet.runAll");
});
