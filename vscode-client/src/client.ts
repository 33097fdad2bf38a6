/** Starts `freshet lsp` and speaks with it. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { ExecuteCommandRequest, LanguageClient } from "vscode-languageclient/node";
import type { ServerOptions } from "vscode-languageclient/node";
import { initializationOptions } from "./protocol";
import type { ServerCommand, Target } from "./protocol";

export function createClient(context: vscode.ExtensionContext): LanguageClient {
  const settings = vscode.workspace.getConfiguration("freshet");
  const run: ServerOptions = {
    command: serverProgram(context, settings.get<string>("path", "")),
    args: ["lsp"],
  };
  return new LanguageClient("freshet", "Freshet", run, {
    documentSelector: [
      { notebook: "*", language: "python" },
      { scheme: "file", language: "python" },
      { scheme: "untitled", language: "python" },
    ],
    initializationOptions: {
      ...initializationOptions,
      python: settings.get<string>("python", "") || null,
      jobs: settings.get<number>("jobs", 0) || null,
    },
  });
}

/** Sends a command to the server, and says so when it fails. */
export async function execute(
  client: LanguageClient,
  command: ServerCommand,
  target: Target,
): Promise<unknown> {
  return client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [target] });
}

/** Who develops the extension inside the repository uses the launcher beside it. */
function serverProgram(context: vscode.ExtensionContext, configured: string): string {
  if (configured) {
    return configured;
  }
  const launcher = path.join(context.extensionPath, "..", "freshet");
  const developing = context.extensionMode === vscode.ExtensionMode.Development;
  return developing && fs.existsSync(launcher) ? launcher : "freshet";
}
