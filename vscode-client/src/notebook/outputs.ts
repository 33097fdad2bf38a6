/** From nbformat outputs to those of VS Code. The metadata is what the built-in .ipynb serializer saves. */
import * as vscode from "vscode";
import type { Maybe, MimeBundle, NbOutput } from "../protocol";

export function toCellOutput(output: NbOutput, displayId: Maybe<string>): vscode.NotebookCellOutput {
  return new vscode.NotebookCellOutput(toItems(output), toMetadata(output, displayId));
}

export function toItems(output: NbOutput): vscode.NotebookCellOutputItem[] {
  switch (output.output_type) {
    case "stream":
      return [streamItem(output.name, joined(output.text))];
    case "error":
      return [errorItem(output)];
    case "display_data":
    case "execute_result":
      return dataItems(output.data);
  }
}

export function streamItem(name: "stdout" | "stderr", text: string): vscode.NotebookCellOutputItem {
  return name === "stderr"
    ? vscode.NotebookCellOutputItem.stderr(text)
    : vscode.NotebookCellOutputItem.stdout(text);
}

export function joined(text: string | string[]): string {
  return Array.isArray(text) ? text.join("") : text;
}

/** What a terminal shows of text that returns to the start of its line, as progress bars do. */
export function foldReturns(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/\r+$/, "").split("\r").reduce(overwrite))
    .join("\n");
}

function overwrite(old: string, written: string): string {
  return written + old.slice(written.length);
}

function errorItem(error: { ename: string; evalue: string; traceback: string[] }) {
  return vscode.NotebookCellOutputItem.error({
    name: error.ename,
    message: error.evalue,
    stack: error.traceback.join("\n"),
  });
}

function dataItems(data: MimeBundle): vscode.NotebookCellOutputItem[] {
  return Object.entries(data).map(
    ([mime, content]) => new vscode.NotebookCellOutputItem(encode(mime, content), mime),
  );
}

function encode(mime: string, content: unknown): Uint8Array {
  const json = /[/+]json$/.test(mime) && typeof content !== "string";
  const text = !json && isText(content) ? joined(content) : JSON.stringify(content);
  const base64 = /^(image|audio|video)\//.test(mime) && mime !== "image/svg+xml";
  return Buffer.from(text, base64 ? "base64" : "utf8");
}

function isText(content: unknown): content is string | string[] {
  return (
    typeof content === "string" || (Array.isArray(content) && content.every((x) => typeof x === "string"))
  );
}

function toMetadata(output: NbOutput, displayId: Maybe<string>): Record<string, unknown> {
  const transient = !displayId ? {} : { transient: { display_id: displayId } };
  switch (output.output_type) {
    case "stream":
      return { outputType: "stream" };
    case "error":
      return { outputType: "error", originalError: output };
    case "display_data":
      return { outputType: "display_data", metadata: output.metadata ?? {}, ...transient };
    case "execute_result":
      return {
        outputType: "execute_result",
        metadata: output.metadata ?? {},
        executionCount: output.execution_count ?? undefined,
        ...transient,
      };
  }
}

/** Whether showing `wanted` would change nothing: a notebook that is only opened must not become dirty. */
export function sameOutputs(
  wanted: readonly vscode.NotebookCellOutput[],
  shown: readonly vscode.NotebookCellOutput[],
): boolean {
  return JSON.stringify(wanted.map(content)) === JSON.stringify(shown.map(content));
}

function content(output: vscode.NotebookCellOutput): string[] {
  return output.items.map((item) => `${item.mime} ${Buffer.from(item.data).toString("base64")}`).sort();
}
