/** Answers `input()` and `getpass()` of a running cell. */
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { inputReply } from "../protocol";
import type { InputRequest } from "../protocol";

export async function askForInput(client: LanguageClient, request: InputRequest): Promise<void> {
  const { uri, runId, cellId, prompt, password } = request;
  const text = await vscode.window.showInputBox({ prompt, password, ignoreFocusOut: true });
  await client.sendRequest(inputReply, { uri, runId, cellId, text: text ?? "" });
}
