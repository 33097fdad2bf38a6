/** Shows the dependency graph of a notebook or script beside it. */
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { graphRequest } from "../protocol";
import { graphSvg } from "./graphSvg";

export async function showGraph(client: LanguageClient, uri: string): Promise<void> {
  const graph = await client.sendRequest(graphRequest, { uri });
  const name = vscode.Uri.parse(uri).path.split("/").at(-1) ?? uri;
  const panel = vscode.window.createWebviewPanel("freshet.graph", `Graph of ${name}`, {
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus: true,
  });
  panel.webview.html = page(graphSvg(graph, titles(uri)));
}

/** A cell is known by its first line. */
function titles(uri: string): (index: number) => string {
  const notebook = vscode.workspace.notebookDocuments.find((document) => document.uri.toString() === uri);
  return (index) =>
    notebook && index < notebook.cellCount ? notebook.cellAt(index).document.lineAt(0).text : "";
}

function page(svg: string): string {
  return `<!DOCTYPE html><html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
  text { fill: var(--vscode-editor-foreground); font: 13px var(--vscode-editor-font-family, monospace); white-space: pre; }
  .name { fill: var(--vscode-descriptionForeground); font-size: 11px; }
  path { stroke: var(--vscode-charts-blue); }
  circle { fill: var(--vscode-charts-blue); }
  g:hover path { stroke-width: 3; }
</style></head><body>${svg}</body></html>`;
}
