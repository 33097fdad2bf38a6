/** Entry point: wires the language client, the notebook controller and the commands together. */
import * as vscode from "vscode";
import { State } from "vscode-languageclient/node";
import type { LanguageClient } from "vscode-languageclient/node";
import { createClient, execute, needsRestart, restart, start } from "./client";
import { registerCommands } from "./commands/commands";
import { askForInput } from "./commands/input";
import { cellsTarget } from "./commands/targets";
import { FreshetController, report } from "./notebook/controller";
import type { Send } from "./notebook/controller";
import { StatusBar } from "./notebook/statusBar";
import { CellStatuses } from "./notebook/statuses";
import { ScriptOutputs } from "./scriptOutputs";
import { cellOutput, cellStatus, inputRequest, runFinished } from "./protocol";

let client: LanguageClient | undefined;

export function activate(context: vscode.ExtensionContext): void {
  client = createClient(context);
  const statuses = new CellStatuses();
  const controller = new FreshetController(sender(client), context.extension.id, statuses);
  context.subscriptions.push(
    statuses,
    controller,
    new StatusBar(statuses),
    registerCommands(client, controller),
  );
  const scripts = new ScriptOutputs();
  context.subscriptions.push(scripts);
  listen(client, controller, statuses, scripts);
  context.subscriptions.push(restartOnNewSettings(client));
  // Not awaited: the commands work, and say what is wrong, even when the server does not start.
  void start(client);
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
}

function restartOnNewSettings(of: LanguageClient): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (needsRestart(change)) {
      void restart(of);
    }
  });
}

function sender(to: LanguageClient): Send {
  return async (command, cells) => {
    const target = cellsTarget(cells);
    return target ? runIdOf(await execute(to, command, target)) : null;
  };
}

function listen(
  from: LanguageClient,
  { runs }: FreshetController,
  statuses: CellStatuses,
  scripts: ScriptOutputs,
): void {
  from.onNotification(cellStatus, (status) => {
    statuses.accept(status);
    runs.onStatus(status);
  });
  from.onNotification(cellOutput, (output) => {
    runs.onOutput(output);
    scripts.accept(output);
  });
  from.onNotification(runFinished, (finished) => {
    runs.onRunFinished(finished);
  });
  from.onNotification(inputRequest, (request) => {
    askForInput(from, request).catch(report);
  });
  from.onDidChangeState(({ newState }) => {
    if (newState === State.Stopped) {
      runs.endAll();
    }
  });
}

function runIdOf(answer: unknown): string | null {
  const named = typeof answer === "object" && answer !== null && "runId" in answer ? answer.runId : null;
  return typeof named === "string" ? named : null;
}
