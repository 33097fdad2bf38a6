/** The commands of the palette and the toolbars. Each sends one server command with its target. */
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { execute, restart } from "../client";
import { report } from "../notebook/controller";
import type { FreshetController } from "../notebook/controller";
import type { ServerCommand, Target } from "../protocol";
import { showGraph } from "../views/graph";
import { notebookOf, targetOf } from "./targets";

type Aim = (argument: unknown) => Target | undefined;

/** The client registers the server's own commands under their names; these are the ones that need no argument. */
const commands: Record<string, [ServerCommand, Aim]> = {
  "freshet.ui.runCell": ["freshet.runCell", targetOf],
  "freshet.ui.runAffected": ["freshet.runAffected", targetOf],
  "freshet.ui.runStale": ["freshet.runStale", notebookOf],
  "freshet.ui.restart": ["freshet.restart", notebookOf],
  "freshet.ui.explainStale": ["freshet.explainStale", targetOf],
  "freshet.ui.previewRun": ["freshet.previewRun", targetOf],
};

export function registerCommands(client: LanguageClient, controller: FreshetController): vscode.Disposable {
  const registered = Object.entries(commands).map(([id, [command, aim]]) =>
    vscode.commands.registerCommand(id, async (argument: unknown) => {
      const target = aim(argument);
      if (target) {
        await controller.choose();
        await execute(client, command, target).catch(report);
      } else {
        void vscode.window.showInformationMessage("Freshet: open a notebook or a Python script first.");
      }
    }),
  );
  return vscode.Disposable.from(
    ...registered,
    vscode.commands.registerCommand("freshet.ui.showGraph", async (argument: unknown) => {
      const target = notebookOf(argument);
      await (target && showGraph(client, target.uri).catch(report));
    }),
    vscode.commands.registerCommand("freshet.ui.restartServer", () => restart(client)),
    vscode.commands.registerCommand("freshet.ui.showLog", () => {
      client.outputChannel.show();
    }),
  );
}
