/** The part of VS Code's API that the notebook code uses, with VS Code's rules about executions and outputs. */

type Listener<T> = (event: T) => void;

export class EventEmitter<T> {
  readonly #listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(event: T): void {
    this.#listeners.forEach((listener) => {
      listener(event);
    });
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

export const Uri = { parse: (text: string) => ({ toString: () => decodeURIComponent(text) }) };

export const NotebookCellStatusBarAlignment = { Left: 1, Right: 2 };
export const NotebookCellKind = { Markup: 1, Code: 2 };

export class NotebookCellOutputItem {
  static text = (text: string, mime: string) => new NotebookCellOutputItem(Buffer.from(text), mime);
  static stdout = (text: string) => NotebookCellOutputItem.text(text, "application/vnd.code.notebook.stdout");
  static stderr = (text: string) => NotebookCellOutputItem.text(text, "application/vnd.code.notebook.stderr");
  static error = (error: Error) =>
    NotebookCellOutputItem.text(
      JSON.stringify({ name: error.name, message: error.message, stack: error.stack }),
      "application/vnd.code.notebook.error",
    );
  constructor(
    readonly data: Uint8Array,
    readonly mime: string,
  ) {}
}

export class NotebookCellOutput {
  constructor(
    public items: NotebookCellOutputItem[],
    readonly metadata?: Record<string, unknown>,
  ) {}
}

export class FakeCell {
  outputs: NotebookCellOutput[] = [];
  executionSummary: { executionOrder?: number; success?: boolean } | undefined;
  execution: FakeExecution | undefined;
  readonly document;
  constructor(
    uri: string,
    readonly notebook: FakeNotebook,
  ) {
    this.document = { uri: Uri.parse(uri), languageId: "python" };
  }

  /** What a reader sees: `mime: text` of each item. */
  get shown(): string[] {
    return this.outputs.flatMap((output) =>
      output.items.map(
        (item) => `${item.mime.split(".").at(-1) ?? ""}: ${Buffer.from(item.data).toString()}`,
      ),
    );
  }
}

export class FakeNotebook {
  readonly uri = Uri.parse("file:///a.ipynb");
  readonly cells: FakeCell[];
  constructor(...uris: string[]) {
    this.cells = uris.map((uri) => new FakeCell(uri, this));
    workspace.notebookDocuments = [this];
  }
  getCells = () => this.cells;
}

export class FakeExecution {
  executionOrder: number | undefined;
  state: "created" | "started" | "ended" = "created";
  readonly #cancel = new EventEmitter<void>();
  readonly token = { onCancellationRequested: this.#cancel.event };

  constructor(readonly cell: FakeCell) {
    if (cell.execution && cell.execution.state !== "ended") {
      throw new Error(`duplicate execution for ${cell.document.uri.toString()}`);
    }
    cell.execution = this;
  }

  cancel(): void {
    this.#cancel.fire();
  }

  start(): void {
    this.#expect("created");
    this.state = "started";
  }

  end(success: boolean | undefined): void {
    if (this.state === "ended") {
      throw new Error("ended twice");
    }
    this.state = "ended";
    this.cell.executionSummary = {
      ...(this.executionOrder === undefined ? {} : { executionOrder: this.executionOrder }),
      ...(success === undefined ? {} : { success }),
    };
  }

  replaceOutput(outputs: NotebookCellOutput[]): Promise<void> {
    this.#expect("started");
    this.cell.outputs = [...outputs];
    return Promise.resolve();
  }

  appendOutput(outputs: NotebookCellOutput[]): Promise<void> {
    this.#expect("started");
    this.cell.outputs.push(...outputs);
    return Promise.resolve();
  }

  appendOutputItems(items: NotebookCellOutputItem[], output: NotebookCellOutput): Promise<void> {
    this.#owned(output).items.push(...items);
    return Promise.resolve();
  }

  replaceOutputItems(items: NotebookCellOutputItem[], output: NotebookCellOutput): Promise<void> {
    this.#owned(output).items = items;
    return Promise.resolve();
  }

  #owned(output: NotebookCellOutput): NotebookCellOutput {
    this.#expect("started");
    if (!this.cell.outputs.includes(output)) {
      throw new Error("not an output of this cell");
    }
    return output;
  }

  #expect(state: "created" | "started"): void {
    if (this.state !== state) {
      throw new Error(`execution is ${this.state}, not ${state}`);
    }
  }
}

export const workspace: { notebookDocuments: FakeNotebook[] } = { notebookDocuments: [] };
