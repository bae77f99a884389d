// Decoupled classifiers: how long the certified optimum, the whole trade-off and the audit take, and a whole fit.
//   node test/bench/decoupled.mjs [--data FOLDER] [--python PATH] [--only adult]
// The data folder is QUETELET_DATA or ../shared/data beside the checkout; without it only the simulated cohorts run.
// The peers are raimitigations' greedy pass and fairlearn's MetricFrame, where the Python has them: decoupled.py says
// how to install them. Build the library first (`npm run build:lib`).
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setImmediate } from "node:timers";
import { parseArgs } from "node:util";
import { decoupled, readTable } from "../../kernel-lib/dist/index.js";
import { foldIn, randomKey, uniform } from "../../kernel-lib/dist/compute/random/index.js";
import { startRun } from "../../kernel-lib/dist/compute/run.js";
import { groupMetrics } from "../../kernel-lib/dist/metrics/index.js";
import { tradeOff } from "../../kernel-lib/dist/models/decoupled/frontier/index.js";
import { chooseThresholds } from "../../kernel-lib/dist/models/decoupled/thresholds/index.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: {
    data: { type: "string", default: process.env.QUETELET_DATA ?? join(root, "../shared/data") },
    only: { type: "string" },
    python: { type: "string", default: process.env.QUETELET_PYTHON ?? join(root, ".venv/bin/python") },
  },
});
const losses = [
  "numerical-parity",
  "demographic-parity",
  "equal-opportunity",
  "equalised-odds",
  "predictive-parity",
];
const choose = (cohorts, options) =>
  startRun("bench", (run) => chooseThresholds(cohorts, { ...options, run }));
const timed = async (work) => {
  const start = performance.now();
  const answer = await work();
  return [(performance.now() - start) / 1000, answer];
};
const seconds = (value) => `${value.toFixed(3)} s`;
console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.version}`);

const parts = { compas, simulated, adult };
for (const [name, part] of Object.entries(parts)) {
  if (values.only === undefined || values.only === name) await part();
}

/** The path of a data file, or null, saying so. */
function dataFile(name) {
  const file = join(values.data, name);
  if (existsSync(file)) return file;
  console.log(`\n(skipped: ${file} is not there)`);
  return null;
}

async function compas() {
  const file = dataFile("fairness/compas_probabilities_by_cohort.csv");
  if (!file) return;
  const rows = readFileSync(file, "utf8").trim().split("\n").slice(1);
  const cells = rows.map((line) => line.split(","));
  const cohorts = [...new Set(cells.map((row) => row[1]))].sort().map((name) => {
    const own = cells.filter((row) => row[1] === name);
    return {
      name,
      labels: Uint8Array.from(own, (row) => Number(row[2])),
      scores: Float64Array.from(own, (row) => Number(row[3])),
    };
  });
  const peer = python("pass", file);
  for (const scaling of ["published", "as-coded"]) {
    console.log(
      `\nCOMPAS, ${rows.length} scores, scaling ${scaling}: objective of the pass → certified optimum`,
    );
    let [total, gap, at] = [0, 0, 0];
    for (const loss of ["balanced", "numerical-parity", "demographic-parity"]) {
      for (const lambda of [0.8, 0.5, 0.2]) {
        const pass = await choose(cohorts, { loss, lambda, scaling, search: "one-pass" });
        const [taken, exact] = await timed(() => choose(cohorts, { loss, lambda, scaling }));
        total += taken;
        gap = Math.max(gap, exact.gap);
        const theirs = peer && scaling === "as-coded" ? peer[at] : null;
        at++;
        const ratio = theirs
          ? `; raimitigations' pass ${theirs.objective.toFixed(6)} in ${seconds(theirs.seconds)}, ${Math.round(theirs.seconds / taken)} times as long`
          : "";
        console.log(
          `  ${loss}, λ ${lambda}: ${pass.objective.toFixed(6)} → ${exact.objective.toFixed(6)} in ${seconds(taken)}${ratio}`,
        );
      }
    }
    console.log(`  all nine in ${seconds(total)}, largest gap ${gap}`);
  }
  console.log("\nCOMPAS, the whole trade-off");
  for (const loss of losses) {
    const [taken, curve] = await timed(() => startRun("bench", (run) => tradeOff(cohorts, { loss, run })));
    console.log(`  ${loss}: ${curve.points.length} sets by ${curve.solves} searches in ${seconds(taken)}`);
  }
  const input = {
    labels: cells.map((row) => Number(row[2])),
    predictions: cells.map((row) => Number(row[3]) >= 0.5),
    groups: [cells.map((row) => row[1])],
  };
  const [taken] = await timed(() => groupMetrics(input, { bootstraps: 200 }));
  const theirs = python("audit", file);
  const ratio = theirs
    ? `; fairlearn with 5 metrics ${seconds(theirs.seconds)}, ${Math.round(theirs.seconds / taken)} times as long`
    : "";
  console.log(`\nCOMPAS, 7 metrics by cohort with 200 bootstraps: ${seconds(taken)}${ratio}`);
}

async function simulated() {
  // Sizes that differ a little, so that no two cohorts can have the same share of positives but by luck.
  const key = randomKey(1835);
  const cohorts = [2000, 2003, 1998, 2001, 1997, 2002].map((size, k) => {
    const [a, b, c, came] = [0, 1, 2, 3].map((draw) => uniform(foldIn(foldIn(key, k), draw), size));
    const scores = a.map(
      (value, i) => 1 / (1 + Math.exp(-(0.4 * k - 1.2 + 3 * (value + b[i] + c[i] - 1.5)))),
    );
    return {
      name: `cohort ${k + 1}`,
      scores,
      labels: Uint8Array.from(scores, (score, i) => (came[i] < score ? 1 : 0)),
    };
  });
  console.log("\nSix simulated cohorts of about 2,000 distinct scores");
  for (const loss of losses) {
    const found = [];
    for (const lambda of [0.95, 0.8, 0.5, 0.2]) {
      const [taken, { gap }] = await timed(() => choose(cohorts, { loss, lambda }));
      found.push(`λ ${lambda} ${seconds(taken)}, gap ${gap}`);
    }
    console.log(`  ${loss}: ${found.join("; ")}`);
  }
}

/** Census incomes, a whole fit from the table to its document; then another that is cancelled on the way. */
async function adult() {
  const file = dataFile("fairness/adult.csv");
  if (!file) return;
  const table = await readTable(file);
  const options = {
    label: "income",
    cohorts: { columns: ["sex", "race"] },
    estimator: "boosted",
    fairnessLoss: "demographic-parity",
    bootstraps: 200,
  };
  const run = decoupled.start(table, options);
  let reports = 0;
  run.onProgress(() => reports++);
  const cpu = process.cpuUsage();
  const watch = watchTurns();
  const [taken, fit] = await timed(() => run);
  const longest = watch.end();
  const user = process.cpuUsage(cpu).user / 1e6;
  const { cohorts, frontier } = fit.tables;
  console.log(
    `\nAdult, ${fit.fit.nObs} rows, ${cohorts.rows.length} cohorts by sex × race, boosted trees, demographic parity, ${frontier.rows.length} sets of the trade-off, 200 bootstraps`,
  );
  console.log(
    `  ${seconds(taken)} (${seconds(user)} of processor time), gap ${fit.fit.gap}, ${reports} reports of progress`,
  );
  console.log(`  longest time without a turn of the loop: ${longest} ms of processor time`);
  const stopped = decoupled.start(table, options);
  let asked = 0;
  stopped.onProgress(({ step }) => {
    if (asked > 0 || step < 8) return;
    asked = performance.now();
    stopped.cancel();
  });
  await stopped.catch(() => null);
  console.log(
    `  cancelled while training its 8th model: ended ${Math.round(performance.now() - asked)} ms later`,
  );
}

/** Watches how long the event loop stands still, in processor time of this process, which a busy machine stretches less. */
function watchTurns() {
  let [longest, on] = [0, true];
  let last = process.cpuUsage();
  const turn = () => {
    const { user, system } = process.cpuUsage(last);
    longest = Math.max(longest, user + system);
    last = process.cpuUsage();
    if (on) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    end() {
      on = false;
      return Math.round(longest / 1000);
    },
  };
}

/** What a peer answers, or null where it is not installed. */
function python(what, path) {
  if (!existsSync(values.python)) return null;
  const script = fileURLToPath(new URL("decoupled.py", import.meta.url));
  const { status, stdout, stderr } = spawnSync(values.python, [script, what, path], { encoding: "utf8" });
  if (status === 0) return JSON.parse(stdout);
  console.log(`(no peer for '${what}': ${stderr.trim().split("\n").at(-1)})`);
  return null;
}
