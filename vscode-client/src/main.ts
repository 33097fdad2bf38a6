/** Entry point: wires the language client, the notebook controller and the commands together. */
import type * as vscode from "vscode";
import { State } from "vscode-languageclient/node";
import type { LanguageClient } from "vscode-languageclient/node";
import { createClient, execute } from "./client";
import { registerCommands } from "./commands/commands";
import { askForInput } from "./commands/input";
import { cellsTarget } from "./commands/targets";
import { FreshetController, report } from "./notebook/controller";
import type { Send } from "./notebook/controller";
import { StatusBar } from "./notebook/statusBar";
import { CellStatuses } from "./notebook/statuses";
import { cellOutput, cellStatus, inputRequest, runFinished } from "./protocol";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  client = createClient(context);
  const statuses = new CellStatuses();
  const controller = new FreshetController(sender(client), statuses);
  context.subscriptions.push(statuses, controller, new StatusBar(statuses), registerCommands(client));
  listen(client, controller, statuses);
  try {
    await client.start();
  } catch (error) {
    report(error);
  }
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
}

function sender(to: LanguageClient): Send {
  return async (command, cells) => {
    const target = cellsTarget(cells);
    return target ? runIdOf(await execute(to, command, target)) : null;
  };
}

function listen(from: LanguageClient, { runs }: FreshetController, statuses: CellStatuses): void {
  from.onNotification(cellStatus, (status) => {
    statuses.accept(status);
    runs.onStatus(status);
  });
  from.onNotification(cellOutput, (output) => {
    runs.onOutput(output);
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
