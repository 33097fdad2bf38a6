/** A VS Code of one's own: code-server with the packaged extension, in directories that vanish afterwards. */
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { createServer } from "node:net";
import * as os from "node:os";
import * as path from "node:path";

const cache =
  process.env.FRESHET_EDITORS ??
  path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache"), "freshet", "editors");
const node = path.join(cache, "node", "bin", "node");
const entry = path.join(cache, "code-server", "node_modules", "code-server", "out", "node", "entry.js");

const settings = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "files.autoSave": "off",
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
};

/** Starts it on `files` (name → text); answers where it listens, the workspace, and how to stop it. */
export async function startCodeServer(vsix, files, machineSettings) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "freshet-vscode-"));
  const dirs = Object.fromEntries(["user", "ext", "workspace"].map((name) => [name, path.join(home, name)]));
  // A remote window takes the paths of programs from the machine's settings, not from the user's.
  for (const [scope, content] of Object.entries({ User: settings, Machine: machineSettings })) {
    fs.mkdirSync(path.join(dirs.user, scope), { recursive: true });
    fs.writeFileSync(path.join(dirs.user, scope, "settings.json"), JSON.stringify(content));
  }
  fs.mkdirSync(dirs.workspace);
  for (const [name, text] of Object.entries(files)) {
    fs.writeFileSync(path.join(dirs.workspace, name), text);
  }
  const config = path.join(home, "config.yaml");
  fs.writeFileSync(config, "auth: none\n");
  // prettier-ignore
  const args = [entry, "--config", config, "--user-data-dir", dirs.user, "--extensions-dir", dirs.ext];
  const installed = spawnSync(node, [...args, "--install-extension", vsix], { encoding: "utf8" });
  if (installed.status !== 0) {
    throw new Error(`cannot install ${vsix}:\n${installed.stdout}${installed.stderr}`);
  }
  const port = await freePort();
  const log = fs.openSync(path.join(home, "code-server.log"), "w");
  // prettier-ignore
  const server = spawn(node, [...args, "--bind-addr", `127.0.0.1:${port}`, "--auth", "none", "--disable-telemetry",
    "--disable-update-check", "--disable-workspace-trust", "--disable-getting-started-override", "--disable-proxy",
    "--ignore-last-opened", "--reconnection-grace-time", "3"],
    { detached: true, stdio: ["ignore", log, log] });
  const url = `http://127.0.0.1:${port}`;
  await healthy(`${url}/healthz`);
  return { url, home, workspace: dirs.workspace, stop: () => stop(server, home) };
}

function stop(server, home) {
  process.kill(-server.pid, "SIGTERM");
  return new Promise((resolve) => {
    server.on("exit", () => {
      fs.rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      resolve();
    });
  });
}

async function healthy(url) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const ok = await fetch(url).then((response) => response.ok, () => false); // prettier-ignore
    if (ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("code-server does not answer");
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
