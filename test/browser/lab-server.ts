// A JupyterLab for each worker of the browser tests: on a free port, with folders and settings of its own.
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
    /** A JupyterLab for each worker, and the browser to open it with; or why there is none. */
    labs: { servers: LabServer[]; chromium: string } | { missing: string };
  }
}

export interface LabServer {
  url: string;
  token: string;
  /** The folder that JupyterLab shows: a copy of notebooks/. */
  folder: string;
}

/** Vitest calls this once before the browser tests, and what it returns once after them. */
export default async function setup(project: TestProject) {
  const chromium = findChromium();
  if (!chromium) return project.provide("labs", { missing: "no Chromium on this machine" });
  if (!existsSync(python)) return project.provide("labs", { missing: "no .venv; npm test makes it" });

  const workers = project.config.maxWorkers;
  const begun = await Promise.allSettled(Array.from({ length: workers }, (_, worker) => beginLab(worker)));
  const running = begun.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const end = () => Promise.all(running.map((each) => each.end()));
  const failed = begun.find((result) => result.status === "rejected");
  if (failed) {
    await end();
    throw failed.reason;
  }
  project.provide("labs", { servers: running.map(({ server }) => server), chromium });
  return end;
}

async function beginLab(worker: number): Promise<{ server: LabServer; end: () => Promise<void> }> {
  // Inside the checkout, so that notebooks find `quetelet` as they do in notebooks/; a copy, so that none is changed.
  mkdirSync(join(root, ".cache"), { recursive: true });
  const place = mkdtempSync(join(root, ".cache/lab-"));
  const folder = join(place, "notebooks");
  cpSync(join(root, "notebooks"), folder, { recursive: true });

  const port = await freePort();
  const token = randomBytes(16).toString("hex");
  const url = `http://127.0.0.1:${port}`;
  const log = `test-results/jupyterlab-${worker + 1}.log`;
  const child = startLab({ place, folder, port, token, log });
  const end = async () => {
    await stop(child);
    rmSync(place, { recursive: true, force: true });
  };
  try {
    await answers(`${url}/api/status?token=${token}`, child, log);
  } catch (error) {
    await end();
    throw error;
  }
  return { server: { url, token, folder }, end };
}

interface LabOptions {
  place: string;
  folder: string;
  port: number;
  token: string;
  log: string;
}

function startLab({ place, folder, port, token, log }: LabOptions): ChildProcess {
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
  const file = createWriteStream(join(root, log));
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
  server.stdout!.pipe(file);
  server.stderr!.pipe(file);
  return server;
}

async function answers(address: string, server: ChildProcess, log: string) {
  for (const end = Date.now() + 90_000; Date.now() < end;) {
    if (server.exitCode !== null) break;
    const response = await fetch(address).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`JupyterLab did not start; see ${log}`);
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
