/** Outputs of the cells of Python scripts, which have no place of their own in VS Code: they go to an output channel. */
import * as vscode from "vscode";
import { foldReturns, joined } from "./notebook/outputs";
import type { CellOutput, NbOutput } from "./protocol";

export class ScriptOutputs implements vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel("Freshet Outputs");
  #last = "";

  accept({ uri, cell, cellId, outputs, runId }: CellOutput): void {
    if (cell || outputs.length === 0) {
      return;
    }
    const source = `${uri} ${cellId} ${runId ?? ""}`;
    if (source !== this.#last) {
      this.#last = source;
      this.#channel.appendLine(`# %% ${cellId} (${vscode.Uri.parse(uri).path.split("/").at(-1) ?? uri})`);
      this.#channel.show(true);
    }
    this.#channel.append(outputs.map(plain).join(""));
  }

  dispose(): void {
    this.#channel.dispose();
  }
}

export function plain(output: NbOutput): string {
  switch (output.output_type) {
    case "stream":
      return foldReturns(joined(output.text));
    case "error":
      return `${output.ename}: ${output.evalue}\n`;
    case "display_data":
    case "execute_result": {
      const text = output.data["text/plain"];
      const known = typeof text === "string" || Array.isArray(text);
      return known ? `${joined(text)}\n` : `[${Object.keys(output.data).join(", ")}]\n`;
    }
  }
}
