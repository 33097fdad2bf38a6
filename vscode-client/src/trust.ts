/** Opening a folder is not trusting it: nothing in it runs before its user says so. */
import * as vscode from "vscode";

const runs: ReadonlySet<string> = new Set([
  "freshet.runCell",
  "freshet.runAffected",
  "freshet.runStale",
  "freshet.runAll",
]);

/** Throws where the command would run code of a folder that is not trusted. */
export function refuseUntrusted(command: string): void {
  if (runs.has(command) && !vscode.workspace.isTrusted) {
    throw new Error(
      "cells run only in trusted folders; run “Workspaces: Manage Workspace Trust” to trust this one.",
    );
  }
}
