// One JupyterLab for all browser tests: on a free port, with folders and settings of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { findChromium } from "../../scripts/setup/system-packages.mjs";
import { jupyterEnvironment } from "../../scripts/setup/jupyter.mjs";
import { python } from "../../scripts/setup/python.mjs";
import { isRoot, root } from "../../scripts/setup/shell.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** Where JupyterLab answers, the folder it shows, and the browser to open it with; or why there is none. */
    lab: { url: string; token: string; folder: string; chromium: string } | { missing: string };
  }
}

/** Vitest calls this once before the browser tests, and what it returns once after them. */
export default async function setup(project: TestProject) {
  const chromium = findChromium();
  if (!chromium) return project.provide("lab", { missing: "no Chromium on this machine" });
  if (!existsSync(python)) return project.provide("lab", { missing: "no .venv; npm test makes it" });

  // Inside the checkout, so that notebooks find `quetelet` as they do in notebooks/; a copy, so that none is changed.
  mkdirSync(join(root, ".cache"), { recursive: true });
  const place = mkdtempSync(join(root, ".cache/lab-"));
  const folder = join(place, "notebooks");
  cpSync(join(root, "notebooks"), folder, { recursive: true });

  const port = await freePort();
  const token = randomBytes(16).toString("hex");
  const url = `http://127.0.0.1:${port}`;
  const server = startLab({ place, folder, port, token });
  try {
    await answers(`${url}/api/status?token=${token}`, server);
  } catch (error) {
    await stop(server);
    throw error;
  }
  project.provide("lab", { url, token, folder, chromium });
  return async () => {
    await stop(server);
    rmSync(place, { recursive: true, force: true });
  };
}

function startLab(options: { place: string; folder: string; port: number; token: string }): ChildProcess {
  const { place, folder, port, token } = options;
  const args = [
    "--no-browser",
    `--ServerApp.root_dir=${folder}`,
    "--ServerApp.ip=127.0.0.1",
    `--ServerApp.port=${port}`,
    "--ServerApp.port_retries=0",
    `--IdentityProvider.token=${token}`,
    `--LabApp.workspaces_dir=${join(place, "workspaces")}`,
    `--LabApp.user_settings_dir=${join(place, "settings")}`,
    "--LabApp.expose_app_in_browser=True",
    "--JupyterNotebookApp.expose_app_in_browser=True", // the same server has Notebook 7 at /notebooks
    ...(isRoot ? ["--allow-root"] : []),
  ];
  mkdirSync(join(root, "test-results"), { recursive: true });
  const log = createWriteStream(join(root, "test-results/jupyterlab.log"));
  const server = spawn(python, ["-m", "jupyterlab", ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...jupyterEnvironment(),
      JUPYTER_CONFIG_DIR: join(place, "config"),
      JUPYTER_DATA_DIR: join(place, "data"),
      JUPYTER_RUNTIME_DIR: join(place, "runtime"),
    },
  });
  server.stdout!.pipe(log);
  server.stderr!.pipe(log);
  return server;
}

async function answers(address: string, server: ChildProcess) {
  for (const end = Date.now() + 90_000; Date.now() < end;) {
    if (server.exitCode !== null) break;
    const response = await fetch(address).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("JupyterLab did not start; see test-results/jupyterlab.log");
}

/** Jupyter ends its kernels on SIGTERM; one that does not end within ten seconds is killed. */
async function stop(server: ChildProcess) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const closed = new Promise((resolve) => server.once("close", resolve));
  server.kill("SIGTERM");
  const timer = setTimeout(() => server.kill("SIGKILL"), 10_000);
  await closed;
  clearTimeout(timer);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
