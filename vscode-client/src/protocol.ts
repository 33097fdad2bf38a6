/** The freshet/* messages: what the server adds to LSP (docs/protocol.md). */
import { NotificationType, RequestType } from "vscode-languageclient/node";
import type { Range } from "vscode-languageclient/node";

export type Validity = "neverRun" | "current" | "stale" | "failed" | "aborted";
export type Activity = "idle" | "queued" | "running";

/** JSON of the server leaves out what it does not know. */
export type Maybe<T> = T | null | undefined;

/** Why a cell is stale; `cell` is the index of the cell that caused it. */
export interface Reason {
  kind: string;
  name?: Maybe<string>;
  cell?: Maybe<number>;
  message: string;
}

export interface CellStatus {
  /** Notebook or text document. */
  uri: string;
  /** The cell's own document; null in text documents. */
  cell?: Maybe<string>;
  cellId: string;
  index: number;
  range?: Maybe<Range>;
  validity: Validity;
  activity: Activity;
  reasons: Reason[];
  reads: string[];
  writes: string[];
  mutates: string[];
  durationMs?: Maybe<number>;
  executionOrder?: Maybe<number>;
  restored: boolean;
  runId?: Maybe<string>;
  /** What of the cell stays in its worker, and why. */
  residents: Resident[];
}

export interface Resident {
  names: string[];
  reason: string;
}

/** nbformat 4 output objects. */
export type NbOutput =
  | { output_type: "stream"; name: "stdout" | "stderr"; text: string | string[] }
  | { output_type: "display_data"; data: MimeBundle; metadata?: object }
  | { output_type: "execute_result"; data: MimeBundle; metadata?: object; execution_count?: number | null }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

export type MimeBundle = Record<string, unknown>;

export interface CellOutput {
  uri: string;
  cell?: Maybe<string>;
  cellId: string;
  index: number;
  runId?: Maybe<string>;
  action: "clear" | "append" | "replace" | "updateDisplay";
  /** With `clear`: wait for the next output, so that the cell does not flicker. */
  wait: boolean;
  outputs: NbOutput[];
  displayId?: Maybe<string>;
}

export interface RunFinished {
  uri: string;
  runId: string;
  report: unknown;
}

export interface InputRequest {
  uri: string;
  cellId: string;
  runId: string;
  prompt: string;
  password: boolean;
}

export interface InputReply {
  uri: string;
  runId: string;
  cellId: string;
  text: string;
}

export interface GraphEdge {
  from: number;
  to: number;
  name: string;
  kind: string;
  certainty: "must" | "may";
}

/** The `freshet.graph` document. */
export interface Graph {
  cells: { index: number; id: string }[];
  edges: GraphEdge[];
}

/** First argument of every server command. */
export interface Target {
  uri: string;
  uris?: string[];
  range?: Range;
}

export type ServerCommand =
  | "freshet.runCell"
  | "freshet.runAffected"
  | "freshet.runStale"
  | "freshet.runAll"
  | "freshet.interrupt"
  | "freshet.restart"
  | "freshet.previewRun"
  | "freshet.explainStale";

export const cellStatus = new NotificationType<CellStatus>("freshet/cellStatus");
export const cellOutput = new NotificationType<CellOutput>("freshet/output");
export const runFinished = new NotificationType<RunFinished>("freshet/runFinished");
export const inputRequest = new NotificationType<InputRequest>("freshet/inputRequest");
export const inputReply = new RequestType<InputReply, unknown, void>("freshet/inputReply");

export const graphRequest = new RequestType<{ uri: string }, Graph, void>("freshet/graph");

/** Sent with `initialize`, so that the server knows which notifications to send. */
export const announced = { cellStatus: true, output: true };
