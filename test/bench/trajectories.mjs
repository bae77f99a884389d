// Trajectory models: how long they take, how often the search finds the best optimum, and whether intervals hold.
//   node test/bench/trajectories.mjs [--data FOLDER] [--people N] [--seeds N]
//   node --max-old-space-size=460 test/bench/trajectories.mjs    the same within 500 MB
//   node test/bench/trajectories.mjs --coverage [--sets N]       coverage of 95 % intervals, 500 data sets a family
// The data folder is QUETELET_DATA or ../shared/data beside the checkout; without it only simulated people are
// fitted. No peer fits these models from as many starts; what R's packages print for single fits is checked in
// test/numbers. Build the library first (`npm run build:lib`).
import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { randomKey } from "../../kernel-lib/dist/compute/random/index.js";
import { startRun } from "../../kernel-lib/dist/compute/run.js";
import { asTable } from "../../kernel-lib/dist/data/as-table.js";
import { simulateTrajectories } from "../../kernel-lib/dist/data/simulate/trajectories.js";
import { covariances } from "../../kernel-lib/dist/models/trajectories/covariance.js";
import { fitMixture } from "../../kernel-lib/dist/models/trajectories/fit-mixture.js";
import { groupShares } from "../../kernel-lib/dist/models/trajectories/group-shares.js";
import { buildModel } from "../../kernel-lib/dist/models/trajectories/prepare.js";
import { coverage, coverageFamilies } from "./trajectory-coverage.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: {
    data: { type: "string", default: process.env.QUETELET_DATA ?? join(root, "../shared/data") },
    people: { type: "string", default: "20000" },
    seeds: { type: "string", default: "10" },
    coverage: { type: "boolean", default: false },
    sets: { type: "string", default: "500" },
  },
});
console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.version}`);

if (values.coverage) await printCoverage();
else {
  await offenders();
  await simulated();
}

async function printCoverage() {
  const library = {
    simulateTrajectories,
    asTable,
    buildModel,
    fitMixture,
    covariances,
    groupShares,
    randomKey,
    startRun,
  };
  const sets = Number(values.sets);
  console.log(
    `95 % intervals over ${sets} data sets of 200 people and 8 waves, 2 groups, observed information`,
  );
  for (const family of coverageFamilies) {
    const found = await coverage(library, { family, sets });
    const percent = (share) => `${(100 * share).toFixed(1)} %`;
    console.log(
      `${family.padEnd(18)} curves ${percent(found.curves)}, shares ${percent(found.shares)}, flagged ${found.flagged}`,
    );
  }
}

/** Toronto offenders: the time of 50 starts, and the seeds that find the best cubic. */
async function offenders() {
  const file = join(values.data, "trajectories/to1adj.csv");
  if (!existsSync(file)) return console.log(`skipped: Toronto offenders, there is no ${file}`);
  const people = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").map(Number));
  const rows = people.flatMap(([id, ...counts]) => counts.map((y, k) => ({ id, t: k / 30, y })));
  const table = asTable(rows, "bench");
  const options = { id: "id", time: "t", outcome: "y", family: "poisson", groups: 4 };
  await timed("Toronto offenders, Poisson, quadratic, K = 4", table, { ...options, order: 2 });
  let found = 0;
  let best = -Infinity;
  const fits = [];
  for (let seed = 1; seed <= Number(values.seeds); seed++) {
    const fit = await run(table, { ...options, order: 3 }, seed);
    fits.push(fit);
    best = Math.max(best, fit.logLik);
  }
  for (const fit of fits) if (fit.logLik > best - 1e-3) found++;
  console.log(
    `cubic, K = 4: best ${best.toFixed(4)} found by ${found} of ${fits.length} seeds; starts that reached it ${fits.map(({ starts }) => starts.reachedBest).join(", ")} of 50`,
  );
}

/** Many people, ten waves each, five groups. */
async function simulated() {
  for (const family of ["poisson", "gaussian", "logit", "zip"]) {
    const scale = family === "gaussian" ? 3 : 1;
    const curves = [
      [-1.5, 0, 0],
      [-0.5, 1, 0],
      [0.5, -1, 0],
      [0.3, 0, 0.8],
      [1.2, 0.2, -0.3],
    ];
    const { table } = simulateTrajectories({
      family,
      people: Number(values.people),
      times: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      groups: curves.map((curve, g) => ({
        coefficients: curve.map((value) => value * scale),
        share: [0.4, 0.2, 0.15, 0.15, 0.1][g],
      })),
      seed: 3,
    });
    const options = { id: "id", time: "time", outcome: "y", family, groups: 5 };
    await timed(`${values.people} people × 10 waves, ${family}, K = 5`, asTable(table, "bench"), options);
  }
}

async function run(table, options, seed = 1) {
  const { model } = buildModel(table, options);
  return startRun("bench", (context) =>
    fitMixture(model, { starts: 50, key: randomKey(seed), run: context }),
  );
}

async function timed(name, table, options) {
  const start = performance.now();
  const fit = await run(table, options);
  const seconds = (performance.now() - start) / 1000;
  const megabytes = process.memoryUsage().rss / 2 ** 20;
  console.log(
    `${name}: ${seconds.toFixed(2)} s, log-likelihood ${fit.logLik.toFixed(4)}, ${fit.starts.reachedBest} starts reached it, ${megabytes.toFixed(0)} MB`,
  );
}
