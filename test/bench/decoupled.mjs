// Thresholds of decoupled classifiers: how long the certified optimum, the whole trade-off and the audit take.
//   node test/bench/decoupled.mjs [--data FOLDER] [--python PATH]
// The data folder is QUETELET_DATA or ../shared/data beside the checkout; without it only the simulated cohorts run.
// The peers are raimitigations' greedy pass and fairlearn's MetricFrame, where the Python has them: decoupled.py says
// how to install them. Build the library first (`npm run build:lib`).
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { foldIn, randomKey, uniform } from "../../kernel-lib/dist/compute/random/index.js";
import { startRun } from "../../kernel-lib/dist/compute/run.js";
import { groupMetrics } from "../../kernel-lib/dist/metrics/index.js";
import { tradeOff } from "../../kernel-lib/dist/models/decoupled/frontier/index.js";
import { chooseThresholds } from "../../kernel-lib/dist/models/decoupled/thresholds/index.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: {
    data: { type: "string", default: process.env.QUETELET_DATA ?? join(root, "../shared/data") },
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

const file = join(values.data, "fairness/compas_probabilities_by_cohort.csv");
if (existsSync(file)) await compas();
else console.log(`COMPAS: skipped, ${file} is not there`);
await simulated();

async function compas() {
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

/** What a peer answers, or null where it is not installed. */
function python(what, path) {
  if (!existsSync(values.python)) return null;
  const script = fileURLToPath(new URL("decoupled.py", import.meta.url));
  const { status, stdout, stderr } = spawnSync(values.python, [script, what, path], { encoding: "utf8" });
  if (status === 0) return JSON.parse(stdout);
  console.log(`(no peer for '${what}': ${stderr.trim().split("\n").at(-1)})`);
  return null;
}
