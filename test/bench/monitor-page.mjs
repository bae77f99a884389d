// What the training monitor costs a training: steps a second of a long dropout in JupyterLab with the monitor open
// in the cell and in the side bar, against the same in a page without the extension, in turns; and how long the page
// works on one report. The kernel's part alone is in monitor.mjs.
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
const units = 20_000;
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
  const loads = { open: [], off: [] };
  for (let round = 0; round < rounds; round++) {
    // The order turns round, so that a machine that gets busier favours neither.
    for (const way of round % 2 ? ["off", "open"] : ["open", "off"]) {
      const { rate, load } = await measure(way);
      rates[way].push(rate);
      loads[way].push(load);
      console.log(
        `round ${round + 1}, monitor ${way}: ${rate.toFixed(0)} steps/s; the page works ${load.toFixed(0)} ms a second`,
      );
    }
  }
  const ratio = median(rates.open) / median(rates.off);
  console.log(
    `median: open ${median(rates.open).toFixed(0)}, off ${median(rates.off).toFixed(0)} steps/s; ratio ${ratio.toFixed(3)}`,
  );
  // Five reports a second, each shown in two places.
  const cost = (median(loads.open) - median(loads.off)) / 5;
  console.log(`the page works ${cost.toFixed(1)} ms more a report`);
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
  // Without the extension, outputs are the picture and the text that a run shows everywhere else.
  if (way === "off") await page.route("**/extensions/jupyterlab-quetelet/**", (route) => route.abort());
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable");
  const taskSeconds = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value;
  };
  await page.goto(`${url}/lab?token=bench&reset`);
  await page.waitForFunction(() => "jupyterapp" in globalThis);
  await page.evaluate(async (watch) => {
    const app = globalThis.jupyterapp;
    await app.restored;
    if (app.commands.hasCommand("quetelet:show-monitor") !== watch)
      throw new Error("The extension is not as it should be.");
    const panel = await app.commands.execute("docmanager:open", {
      path: "bench.ipynb",
      kernel: { name: "quetelet" },
    });
    await panel.revealed;
    await panel.sessionContext.ready;
    await panel.sessionContext.session.kernel.info;
    await app.commands.execute("notebook:clear-all-cell-outputs");
    if (watch) await app.commands.execute("quetelet:show-monitor");
    globalThis.runCell = async (index) => {
      panel.content.activeCellIndex = index;
      await app.commands.execute("notebook:run-cell");
      const outputs = panel.content.widgets[index].model.outputs.toJSON();
      return outputs.map((output) => output.data?.["text/plain"] ?? output.evalue).at(-1);
    };
    await globalThis.runCell(0);
  }, way === "open");
  const worked = await taskSeconds();
  const begin = performance.now();
  const rate = Number(await page.evaluate(() => globalThis.runCell(1)));
  const seconds = (performance.now() - begin) / 1000;
  const load = (1000 * ((await taskSeconds()) - worked)) / seconds;
  await page.evaluate(() => globalThis.jupyterapp.shell.currentWidget.sessionContext.shutdown());
  await context.close();
  if (!(rate > 0)) throw new Error("The training did not tell its speed.");
  return { rate, load };
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
    const response = await globalThis.fetch(address).catch(() => null);
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
