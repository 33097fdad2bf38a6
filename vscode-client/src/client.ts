/** Starts `freshet lsp` and speaks with it. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { ExecuteCommandRequest, LanguageClient } from "vscode-languageclient/node";
import type { ServerOptions } from "vscode-languageclient/node";
import { announced } from "./protocol";
import type { ServerCommand, Target } from "./protocol";
import { refuseUntrusted } from "./trust";

const CELL_SCHEME = "vscode-notebook-cell";

export function createClient(context: vscode.ExtensionContext): LanguageClient {
  // Settings are read at each start: they may arrive after the extension, and a change restarts the server.
  const server: ServerOptions = {
    get command() {
      return serverProgram(context);
    },
    args: ["lsp"],
  };
  return new LanguageClient("freshet", "Freshet", server, {
    documentSelector: [
      { notebook: "*", language: "python" },
      { scheme: "file", language: "python" },
      { scheme: "untitled", language: "python" },
    ],
    middleware: {
      // The cells of notebooks have their own run button and status bar.
      provideCodeLenses: (document, token, next) =>
        document.uri.scheme === CELL_SCHEME && !setting<boolean>("notebook.codeLens", false)
          ? []
          : next(document, token),
      // The sets stand in the lenses of scripts and below the cells of notebooks.
      provideInlayHints: () => [],
      // What code lenses and code actions call.
      executeCommand: (command, args, next) => {
        refuseUntrusted(command);
        return next(command, args) as unknown;
      },
    },
    initializationOptions: () => ({
      ...announced,
      python: setting<string>("python", "") || null,
      jobs: setting<number>("jobs", 0) || null,
    }),
  });
}

export async function start(client: LanguageClient): Promise<void> {
  await client.start().catch(offerHelp);
}

export async function restart(client: LanguageClient): Promise<void> {
  try {
    await client.start(); // one that is still starting cannot be stopped
    await client.restart();
  } catch (error) {
    await offerHelp(error);
  }
}

/** A client whose first start failed can never start again: that takes a new window. */
async function offerHelp(error: unknown): Promise<void> {
  const why = error instanceof Error ? error.message : String(error);
  const choice = await vscode.window.showErrorMessage(
    `The Freshet server did not start (${why}). Is freshet on the PATH, or in the setting freshet.path?`,
    "Open Settings",
    "Reload Window",
  );
  if (choice === "Open Settings") {
    await vscode.commands.executeCommand("workbench.action.openSettings", "freshet.path");
  } else if (choice === "Reload Window") {
    await vscode.commands.executeCommand("workbench.action.reloadWindow");
  }
}

/** Whether the server must be started anew to notice this change. */
export function needsRestart(change: vscode.ConfigurationChangeEvent): boolean {
  return ["path", "python", "jobs"].some((name) => change.affectsConfiguration(`freshet.${name}`));
}

/** Sends a command to the server. */
export async function execute(
  client: LanguageClient,
  command: ServerCommand,
  target: Target,
): Promise<unknown> {
  refuseUntrusted(command);
  return client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [target] });
}

/** Who develops the extension inside the repository uses the launcher beside it. */
function serverProgram(context: vscode.ExtensionContext): string {
  const configured = setting<string>("path", "");
  if (configured) {
    return configured;
  }
  const launcher = path.join(context.extensionPath, "..", "freshet");
  const developing = context.extensionMode === vscode.ExtensionMode.Development;
  return developing && fs.existsSync(launcher) ? launcher : "freshet";
}

function setting<T>(name: string, otherwise: T): T {
  return vscode.workspace.getConfiguration("freshet").get<T>(name, otherwise);
}
