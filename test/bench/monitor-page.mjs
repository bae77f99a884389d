// What the training monitor costs a training: steps a second of a long dropout in JupyterLab with the monitor open
// in the cell and in the side bar, against the same with the monitor's plugins switched off, in turns; and how long
// the page works on one report. The kernel's part alone is in monitor.mjs.
//   node test/bench/monitor-page.mjs [--rounds 3] [--steps 20000]
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { jupyterEnvironment } from "../../scripts/setup/jupyter.mjs";
import { python } from "../../scripts/setup/python.mjs";
import { isRoot, root } from "../../scripts/setup/shell.mjs";
import { findChromium } from "../../scripts/setup/system-packages.mjs";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "3" }, steps: { type: "string", default: "20000" } },
});
const rounds = Number(values.rounds);
const steps = Number(values.steps);

const prepare = `import { riskTerrain } from "quetelet";
const units = 60_000;
const streets: Record<string, Float64Array> = {};
const noise = (i: number, j: number) => Math.abs(Math.sin(12.9898 * i + 78.233 * j) * 43758.5453) % 1;
for (let j = 0; j < 36; j++) streets["x" + j] = Float64Array.from({ length: units }, (_, i) => (noise(i, j) < 0.4 ? 1 : 0));
streets.crimes = Float64Array.from({ length: units }, (_, i) => 1 + 2 * streets.x0[i] + Math.floor(3 * noise(i, 99)));
const names = (from: number) => Array.from({ length: 12 }, (_, j) => "x" + (from + j));
const sets = { bars: names(0), metro: names(12), shops: names(24) };
let rate = 0;
units`;
// Steps a second of the training alone, between the first and the last report of its first phase.
const train = `const run = riskTerrain.start(streets, { outcome: "crimes", sets, method: "dropout", iterations: { burnIn: ${steps}, pruned: 0 }, seed: 4 });
let first: { at: number; step: number } | null = null, last = first;
run.onProgress(({ phase, step }) => {
  if (!/burn-in/.test(phase)) return;
  last = { at: performance.now(), step };
  first ??= last;
});
await run;
rate = (1000 * (last!.step - first!.step)) / (last!.at - first!.at);
rate`;

const place = mkdtempSync(join(root, ".cache/bench-"));
const folder = join(place, "notebooks");
mkdirSync(folder);
writeFileSync(join(folder, "bench.ipynb"), JSON.stringify(notebook([prepare, train])));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const server = startLab();
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ["--no-first-run", ...(isRoot ? ["--no-sandbox"] : [])],
});
try {
  await answers(`${url}/api/status?token=bench`);
  const rates = { open: [], off: [] };
  for (let round = 0; round < rounds; round++) {
    // The order turns round, so that a machine that gets busier favours neither.
    for (const way of round % 2 ? ["off", "open"] : ["open", "off"]) {
      const { rate, page } = await measure(way);
      rates[way].push(rate);
      const work = page === null ? "" : `; ${page}`;
      console.log(`round ${round + 1}, monitor ${way}: ${rate.toFixed(0)} steps/s${work}`);
    }
  }
  const ratio = median(rates.open) / median(rates.off);
  console.log(
    `median: open ${median(rates.open).toFixed(0)}, off ${median(rates.off).toFixed(0)} steps/s; ratio ${ratio.toFixed(3)}`,
  );
} finally {
  await browser.close();
  server.kill("SIGTERM");
  await new Promise((resolve) => server.once("close", resolve));
  rmSync(place, { recursive: true, force: true });
}

/** One training in a page of its own. */
async function measure(way) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  if (way === "off") {
    // The renderer too: outputs are the plain text that they are without the extension.
    await page.route(`${url}/lab**`, async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      const body = text.replace(/"federated_extensions": \[/, '"disabledExtensions": ["jupyterlab-quetelet"], $&');
      await route.fulfill({ response, body });
    });
  }
  await page.goto(`${url}/lab?token=bench&reset`);
  await page.waitForFunction(() => "jupyterapp" in window);
  const result = await page.evaluate(async (watch) => {
    const app = window.jupyterapp;
    await app.restored;
    if (app.commands.hasCommand("quetelet:show-monitor") !== watch) throw new Error("the monitor is not as it should be");
    const panel = await app.commands.execute("docmanager:open", { path: "bench.ipynb", kernel: { name: "quetelet" } });
    await panel.revealed;
    await panel.sessionContext.ready;
    await panel.sessionContext.session.kernel.info;
    if (watch) await app.commands.execute("quetelet:show-monitor");
    const run = async (index) => {
      panel.content.activeCellIndex = index;
      await app.commands.execute("notebook:run-cell");
      return panel.content.widgets[index].model.outputs.toJSON();
    };
    await run(0);
    const count = () => performance.getEntriesByType("measure").length;
    void count;
    const longTasks = [];
    const observer = new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)));
    observer.observe({ entryTypes: ["longtask"] });
    const outputs = await run(1);
    observer.disconnect();
    const text = outputs.map((output) => output.data?.["text/plain"]).filter(Boolean).at(-1);
    const drawn = document.querySelectorAll(".qt-Monitor").length;
    await panel.sessionContext.session.shutdown();
    return { rate: Number(text), longest: Math.max(0, ...longTasks), drawn };
  }, way === "open");
  await context.close();
  if (!(result.rate > 0)) throw new Error("the training did not tell its speed");
  return { rate: result.rate, page: way === "open" ? `longest task of the page ${result.longest.toFixed(0)} ms` : null };
}

function startLab() {
  const args = [
    "--no-browser",
    `--ServerApp.root_dir=${folder}`,
    "--ServerApp.ip=127.0.0.1",
    `--ServerApp.port=${port}`,
    "--IdentityProvider.token=bench",
    `--LabApp.workspaces_dir=${join(place, "workspaces")}`,
    `--LabApp.user_settings_dir=${join(place, "settings")}`,
    "--LabApp.expose_app_in_browser=True",
    ...(isRoot ? ["--allow-root"] : []),
  ];
  const env = {
    ...jupyterEnvironment(),
    JUPYTER_CONFIG_DIR: join(place, "config"),
    JUPYTER_DATA_DIR: join(place, "data"),
    JUPYTER_RUNTIME_DIR: join(place, "runtime"),
  };
  return spawn(python, ["-m", "jupyterlab", ...args], { cwd: folder, stdio: "ignore", env });
}

async function answers(address) {
  for (const end = Date.now() + 90_000; Date.now() < end;) {
    const response = await fetch(address).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("JupyterLab did not start");
}

function notebook(sources) {
  const cells = sources.map((source, i) => {
    return { cell_type: "code", id: `cell-${i}`, metadata: {}, execution_count: null, outputs: [], source };
  });
  const kernelspec = { name: "quetelet", display_name: "TypeScript (Quetelet)", language: "typescript" };
  return { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
