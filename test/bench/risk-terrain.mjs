// Risk terrain models: how long the three methods take on the DC streets and the Chicago grid. How often they find
// the truth in simulated cities is risk-terrain-cities.mjs.
//   node test/bench/risk-terrain.mjs [--replicates R] [--data FOLDER] [--python PATH]
// The data folder is QUETELET_DATA or ../shared/data beside the checkout.
// The peer is statsmodels' GLM, which fits every model of the exact search on all rows: 20 models are timed and the
// rest reckoned from them. Build the library first (`npm run build:lib`).
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startRun } from "../../kernel-lib/dist/compute/run.js";
import { asTable } from "../../kernel-lib/dist/data/as-table.js";
import { readTable } from "../../kernel-lib/dist/data/index.js";
import { estimateRiskTerrain } from "../../kernel-lib/dist/models/risk-terrain/index.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: {
    replicates: { type: "string", default: "200" },
    data: { type: "string", default: process.env.QUETELET_DATA ?? join(root, "../shared/data") },
    python: { type: "string", default: process.env.QUETELET_PYTHON ?? join(root, ".venv/bin/python") },
  },
});
const replicates = Number(values.replicates);
const methods = ["exact", "dropout", "lasso"];
const fit = (table, options) =>
  startRun("bench", (run) => estimateRiskTerrain(asTable(table, "bench"), options, run));
const timed = async (work) => {
  const start = performance.now();
  const answer = await work();
  return [(performance.now() - start) / 1000, answer];
};
console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.version}`);

/** Seconds of one Poisson GLM of statsmodels, over 20 models with one variable of each set. */
const peerCode = `
import csv, json, sys, time
import numpy as np
import statsmodels.api as sm
file, outcome, sets = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
with open(file) as f:
    reader = csv.reader(f)
    head = next(reader)
    data = np.array([[float(v or "nan") for v in row] for row in reader])
column = {name: data[:, i] for i, name in enumerate(head)}
y = column[outcome]
start = time.perf_counter()
for k in range(20):
    x = np.column_stack([np.ones(len(y))] + [column[s[k % len(s)]] for s in sets])
    sm.GLM(y, x, family=sm.families.Poisson()).fit()
print((time.perf_counter() - start) / 20)
`;

const designs = [
  ["DC streets", "rtm/dc_dummies.csv", "y", ["Const"], /^(alc|met|c31)_/],
  ["Chicago grid", "rtm/chicago_200m_dummies.csv", "burglaries17", [], /^([a-zA-Z]+)_(?:dist|kde)_/],
];
for (const [name, path, outcome, always, pattern] of designs) {
  const file = join(values.data, path);
  if (!existsSync(file)) {
    console.log(`${name}: skipped, ${file} is not there`);
    continue;
  }
  const table = await readTable(file);
  const sets = {};
  for (const column of table.columnNames()) {
    const found = pattern.exec(column);
    if (found) (sets[found[1]] ??= []).push(column);
  }
  const options = { outcome, always, sets };
  console.log(`\n${name}: ${table.numRows()} units, sets of ${Object.values(sets).map((set) => set.length)}`);
  let exactSeconds = 0;
  for (const family of ["poisson", "negative-binomial"]) {
    for (const method of methods) {
      const [seconds, { document }] = await timed(() => fit(table, { ...options, family, method }));
      if (method === "exact" && family === "poisson") exactSeconds = seconds;
      const chosen = document.tables.coefficients.rows.flatMap(({ set, term }) => (set ? [term] : []));
      console.log(
        `${family.padEnd(18)}${method.padEnd(8)}${seconds.toFixed(2).padStart(7)} s   BIC ${document.fit.bic.toFixed(1)}, ` +
          `${document.fit.gap.toFixed(1)} above the optimum: ${chosen.join(", ")}`,
      );
    }
  }
  const models = Object.values(sets).reduce((product, { length }) => product * (length + 1), 1);
  const peer = spawnSync(
    values.python,
    ["-c", peerCode, file, outcome, JSON.stringify(Object.values(sets))],
    {
      encoding: "utf8",
    },
  );
  if (peer.status === 0) {
    const whole = Number(peer.stdout) * models;
    console.log(
      `statsmodels would fit the ${models} Poisson models in ${whole.toFixed(0)} s, ` +
        `${(whole / exactSeconds).toFixed(0)} times as long as our whole call`,
    );
  } else console.log("statsmodels is not installed");
  for (const method of methods) {
    const [seconds, { document }] = await timed(() => fit(table, { ...options, method, replicates }));
    const [row] = document.tables.agreement.rows;
    const share = (value) => (value === null ? "–" : `${(100 * value).toFixed(0)} %`);
    console.log(
      `stability ${method.padEnd(8)}${seconds.toFixed(1).padStart(6)} s   ${row.seeds} seeds: ${share(row.seedsOptimal)} found the optimum, ` +
        `${row.seedsDistinct} selections; ${row.resamples} resamples: ${share(row.resamplesOptimal)}, ${row.resamplesDistinct} selections`,
    );
  }
}
