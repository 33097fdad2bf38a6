/**
 * Drives a real VS Code: opens a notebook, runs it, edits a cell, sees what is stale, runs what is affected.
 *   FRESHET      the launcher (needed)
 *   SCREENSHOTS  directory for pictures of the window (optional)
 */
import { mkdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { Checks } from "./checks.mjs";
import { startCodeServer } from "./codeServer.mjs";
import { openNotebook } from "./notebookPage.mjs";

const freshet = process.env.FRESHET;
if (!freshet) {
  console.error("set FRESHET to the freshet launcher");
  process.exit(2);
}

const png =
  "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR4nGP4z8BAEhrVMKph5GoAACq1/wFLUS2cAAAAAElFTkSuQmCC";
const cells = [
  "rate = 2",
  "prices = [1, 2, 3]",
  'total = sum(prices) * rate\nprint("the total is", total)',
  'from IPython.display import HTML\nHTML("<b>bold words</b>")',
  `import base64\nfrom IPython.display import Image\nImage(data=base64.b64decode("${png}"), format="png")`,
  'import time\nprint("stamp", time.time_ns())',
  "print(undefined_thing)",
];
const notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { language_info: { name: "python" } },
  cells: [
    { cell_type: "markdown", id: "title", metadata: {}, source: "# Prices" },
    ...cells.map((source, i) => ({
      cell_type: "code",
      id: `cell-${i}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    })),
  ],
};

const checks = new Checks();
const vsix = path.resolve(import.meta.dirname, "../../dist/freshet.vsix");
const server = await startCodeServer(
  vsix,
  { "prices.ipynb": JSON.stringify(notebook, null, 1) },
  { "freshet.path": path.resolve(freshet) },
);
let window;
try {
  window = await openNotebook(server.url, server.workspace, "prices.ipynb");
  await runEverything();
  await editAndRunAffected();
  await interruptCell();
  await saveToDisk();
} catch (error) {
  await picture("failure");
  checks.crashed(error);
} finally {
  await window?.close();
  await server.stop();
}
process.exit(checks.finish());

async function runEverything() {
  const status = () => window.statusOf("the total is");
  await checks.eventually("sets are shown before anything runs", status, (text) =>
    /reads .*prices/.test(text),
  );
  await checks.eventually(
    "an undefined name is underlined",
    () => window.squiggles("print(undefined_thing)", "error"),
    (count) => count > 0,
  );
  await checks.eventually(
    "the toolbar offers Freshet's commands before the first run",
    () => window.buttons("Run Affected Cells"),
    (count) => count > 0,
  );
  await window.button("Run All");
  await outputs("stdout is shown", /the total is 12/);
  await outputs("html is shown", /bold words/);
  await outputs("an error is shown with its name", /NameError.*undefined_thing/);
  await checks.eventually("an image is shown", () => window.imagesShown(), (count) => count === 1); // prettier-ignore
  await picture("1-run-all");
}

async function editAndRunAffected() {
  const stamp = /stamp (\d+)/.exec(await window.outputs())?.[1];
  await window.edit("rate = 2");
  await window.press("Backspace");
  await window.type("3");
  const status = () => window.statusOf("the total is");
  await checks.eventually("what reads the edited cell is stale, with the reason", status, (text) =>
    /stale.*rate/.test(text),
  );
  await checks.eventually(
    "what does not read it stays current",
    () => window.statusOf("stamp"),
    (text) => !text.includes("stale"),
  );
  await checks.eventually(
    "the stale cell has a diagnostic",
    () => window.squiggles("the total is", "info"),
    (count) => count > 0,
  );
  await picture("2-stale");
  await window.button("Run Affected Cells");
  await outputs("the new output is shown", /the total is 18/);
  await checks.eventually("nothing is stale any more", status, (text) => !text.includes("stale"));
  await outputs("the unaffected cell did not run again", new RegExp(`stamp ${stamp}`));
  await picture("3-run-affected");
}

async function interruptCell() {
  await window.edit("print(undefined_thing)");
  await window.press("Control+a");
  await window.type("while True: 1 # endless");
  await window.runCell("while True");
  const stop = () => window.buttons("Stop Execution");
  await checks.eventually("an endless cell runs", stop, (count) => count > 0);
  await window.button("Stop Execution");
  await checks.eventually("it can be interrupted", stop, (count) => count === 0);
}

async function saveToDisk() {
  await window.press("Control+s");
  const read = () => JSON.parse(readFileSync(path.join(server.workspace, "prices.ipynb"), "utf8")).cells[3];
  await checks.eventually(
    "the saved notebook has the outputs",
    read,
    ({ outputs: [output], execution_count }) =>
      Boolean(
        output?.output_type === "stream" &&
        [output.text].flat().join("") === "the total is 18\n" &&
        execution_count,
      ),
  );
}

function outputs(what, pattern) {
  return checks.eventually(what, () => window.outputs(), (text) => pattern.test(text)); // prettier-ignore
}

async function picture(name) {
  if (process.env.SCREENSHOTS && window) {
    mkdirSync(process.env.SCREENSHOTS, { recursive: true });
    await window.page.screenshot({ path: path.join(process.env.SCREENSHOTS, `vscode-${name}.png`) });
  }
}
