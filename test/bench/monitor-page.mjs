// What the training monitor costs a training of a thousand steps a second: the same steps in the Quetelet kernel with
// the monitor open in the cell and in the side bar of JupyterLab, and with nobody told of the run at all, in turns in
// the same page; and the processor time that kernel, page and server take for it. The kernel's part alone is in
// monitor.mjs. The issue allows 5 %.
//   node test/bench/monitor-page.mjs [--rounds 10] [--steps 5000]
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { jupyterEnvironment } from "../../scripts/setup/jupyter.mjs";
import { python } from "../../scripts/setup/python.mjs";
import { isRoot, root } from "../../scripts/setup/shell.mjs";
import { findChromium } from "../../scripts/setup/system-packages.mjs";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "10" }, steps: { type: "string", default: "5000" } },
});
const rounds = Number(values.rounds);
const steps = Number(values.steps);

const prepare = `import { interruptible } from "quetelet";
const work = (rounds: number) => {
  let x = 0.5;
  for (let i = 0; i < rounds; i++) x = 3.9 * x * (1 - x);
  return x;
};
let rounds = 1000;
let most = 0;
for (let tries = 0; tries < 300; tries++) {
  const start = performance.now();
  work(rounds);
  const taken = performance.now() - start;
  if (taken < 0.97 || tries < 20) rounds = Math.ceil(rounds * Math.min(4, 0.97 / Math.max(taken, 0.01)));
  most = Math.max(most, rounds);
}
const { onStart } = (globalThis as any)[Symbol.for("quetelet.runs")];
const listeners = [...onStart];
/** Seconds of the steps and of the process's processor time. */
async function train(steps: number, isWatched: boolean): Promise<string> {
  onStart.clear();
  if (isWatched) for (const listener of listeners) onStart.add(listener);
  const run = interruptible("steps", async (context) => {
    const begin = performance.now();
    const before = process.cpuUsage();
    for (let step = 1; step <= steps; step++) {
      context.report({ phase: "training", step, steps, loss: 1 / step + 1e-3 * work(most) });
      await context.breathe();
    }
    const { user, system } = process.cpuUsage(before);
    return [(performance.now() - begin) / 1000, (user + system) / 1e6].join(" ");
  });
  return await run;
}
process.pid`;
const train = (isWatched) => `await train(${steps}, ${isWatched})`;

const place = mkdtempSync(join(root, ".cache/bench-"));
const folder = join(place, "notebooks");
mkdirSync(folder);
writeFileSync(join(folder, "bench.ipynb"), JSON.stringify(notebook([prepare, train(true), train(false)])));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const server = startLab();
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ["--no-first-run", ...(isRoot ? ["--no-sandbox"] : [])],
});
try {
  await answers(`${url}/api/status?token=bench`);
  const { runCell, load } = await openNotebook();
  const ways = { open: [], off: [] };
  for (let round = 0; round < rounds; round++) {
    // The order turns round, so that a machine that gets busier favours neither.
    for (const way of round % 2 ? ["off", "open"] : ["open", "off"]) ways[way].push(await measure(way));
    const [open, off] = [ways.open.at(-1), ways.off.at(-1)];
    console.log(
      `round ${round + 1}: open ${open.rate.toFixed(0)}, off ${off.rate.toFixed(0)} steps/s, ` +
        `ratio ${(open.rate / off.rate).toFixed(3)}; kernel's processor time ${(open.cpu / off.cpu).toFixed(3)}`,
    );
  }
  const ratio = (what) => median(ways.open.map((each, i) => each[what] / ways.off[i][what]));
  const more = (what) => median(ways.open.map((each, i) => each[what] - ways.off[i][what])).toFixed(0);
  console.log(
    `median of ${rounds}: steps a second ${ratio("rate").toFixed(3)}, kernel's processor time ${ratio("cpu").toFixed(3)}; ` +
      `more work a second: page ${more("page")} ms, browser and server in all ${more("around")} ms`,
  );

  /** One training: steps a second, seconds of the kernel's processor, and what page and all around it worked a second. */
  async function measure(way) {
    const before = await load();
    const begin = performance.now();
    const [taken, cpu] = (await runCell(way === "open" ? 1 : 2)).replaceAll("'", "").split(" ").map(Number);
    const after = await load();
    const seconds = (performance.now() - begin) / 1000;
    if (!(taken > 0)) throw new Error("The training did not tell its speed.");
    const work = (what) => (1000 * (after[what] - before[what])) / seconds;
    return { rate: steps / taken, cpu, page: work("page"), around: work("around") };
  }
} finally {
  await browser.close();
  server.kill("SIGTERM");
  await new Promise((resolve) => server.once("close", resolve));
  rmSync(place, { recursive: true, force: true });
}

/** The notebook in a page with the monitor open. */
async function openNotebook() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  await page.goto(`${url}/lab?token=bench&reset`);
  await page.waitForFunction(() => "jupyterapp" in globalThis);
  await page.evaluate(async () => {
    const app = globalThis.jupyterapp;
    await app.restored;
    const panel = await app.commands.execute("docmanager:open", {
      path: "bench.ipynb",
      kernel: { name: "quetelet" },
    });
    await panel.revealed;
    await panel.sessionContext.ready;
    await panel.sessionContext.session.kernel.info;
    await app.commands.execute("quetelet:show-monitor");
    globalThis.runCell = async (index) => {
      panel.content.activeCellIndex = index;
      await app.commands.execute("notebook:run-cell");
      const outputs = panel.content.widgets[index].model.outputs.toJSON();
      return outputs.map((output) => output.data?.["text/plain"] ?? output.evalue).at(-1);
    };
  });
  const runCell = (index) => page.evaluate((at) => globalThis.runCell(at), index);
  const kernel = Number(await runCell(0));
  return {
    runCell,
    async load() {
      const { metrics } = await devtools.send("Performance.getMetrics");
      const page = metrics.find(({ name }) => name === "TaskDuration").value;
      return { page, around: processorSeconds(kernel) };
    },
  };
}

/** Of this process and all that it has started, but for one. */
function processorSeconds(except) {
  const seconds = new Map();
  const children = new Map();
  for (const pid of readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
      seconds.set(pid, (Number(fields[11]) + Number(fields[12])) / 100);
      const parent = Number(fields[1]);
      children.set(parent, [...(children.get(parent) ?? []), pid]);
    } catch {
      // It has ended.
    }
  }
  const sum = (pid) =>
    pid === except
      ? 0
      : (seconds.get(pid) ?? 0) + (children.get(pid) ?? []).reduce((s, child) => s + sum(child), 0);
  return sum(process.pid);
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
