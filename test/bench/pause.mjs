// How long a training goes on after somebody asked for a pause: every family, on data with which a run takes seconds.
// Told is the time from when the request came, which it may have waited for in a loop without a break, until the
// process, all its threads, does nothing more. The monitor should answer within half a second.
//   node test/bench/pause.mjs [--only WORD] [--seconds 6] [--pauses 8]
// Build the library first (`npm run build:lib`).
import { parseArgs } from "node:util";
import * as quetelet from "../../kernel-lib/dist/index.js";
import { foldIn, normal, randomKey, uniform } from "../../kernel-lib/dist/compute/random/index.js";
import { lastRun } from "../../kernel-lib/dist/compute/run.js";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    seconds: { type: "string", default: "6" },
    pauses: { type: "string", default: "8" },
  },
});
const { decoupled, glm, hierarchicalForest, ols, randomForest, riskTerrain, trajectories } = quetelet;

const ladder = { distances: [100, 200, 300, 400], densities: [100, 200, 300, 400] };
const city = quetelet.simulateRiskTerrain({
  units: 5000,
  seed: 4,
  generators: ["bars", "metro", "schools", "parks"].map((name) => ({
    ...{ name, points: 30, ...ladder, variable: "kde_200", coefficient: 1 },
  })),
});
const terrain = { outcome: "crimes", sets: city.sets, seed: 2, replicates: 500 };
const courses = quetelet.simulateTrajectories({ family: "poisson", people: 5000, seed: 4 }).table;
const course = { id: "id", time: "time", outcome: "y", seed: 2 };
const crimes = { outcome: "crimes", terms: ["alcohol_outlets", "calls_311", "zone"] };
let counts;
const million = () => (counts ??= quetelet.simulateCounts({ rows: 1_000_000, seed: 1 }).table);

const rows = 30_000;
const key = randomKey(1);
const draw = (j) => uniform(foldIn(key, j), rows);
const [a, b, c] = [draw(0), draw(1), draw(2)];
const noise = normal(foldIn(key, 10), rows);
const people = {
  ...{ a, b, c, d: draw(3), e: draw(4) },
  sex: Array.from(draw(5), (u) => (u < 0.5 ? "F" : "M")),
  region: Array.from(draw(6), (u) => (u < 0.2 ? "C" : u < 0.6 ? "A" : "B")),
  kind: Array.from(c, (u) => (u < 0.3 ? "x" : u < 0.7 ? "y" : "z")),
  y: Float64Array.from(a, (u, i) => 4 * u + b[i] + noise[i]),
  hired: Array.from(a, (u, i) => (u + b[i] + 0.3 * noise[i] > 1 ? "yes" : "no")),
};
const features = ["a", "b", "c", "d", "e"];
const decoupling = {
  ...{ label: "hired", features, cohorts: { columns: ["sex", "region"] }, seed: 3, bootstraps: 500 },
  ...{ fairnessLoss: "equalised-odds", lambda: 0.5 },
};
const cohorts = [2000, 2003, 1998, 2001, 1997, 2002].map((size, k) => {
  const [u, v, came] = [0, 1, 2].map((j) => uniform(foldIn(foldIn(key, 20 + k), j), size));
  const scores = Array.from(u, (value, i) => 1 / (1 + Math.exp(-(0.4 * k - 1.2 + 3 * (value + v[i] - 1)))));
  return { name: `cohort ${k}`, scores, labels: scores.map((score, i) => (came[i] < score ? 1 : 0)) };
});
/** The run that a function without a `start` begins. */
const runOf = (promise) => {
  promise.catch(() => {});
  return lastRun();
};

const trainings = {
  "ols, 1,000,000 rows": () => ols.start(million(), crimes),
  "glm, Poisson, 1,000,000 rows": () => glm.start(million(), { ...crimes, family: "poisson" }),
  "glm, negative binomial, 1,000,000 rows": () =>
    glm.start(million(), { ...crimes, family: "negative-binomial" }),
  "risk terrain, dropout": () =>
    riskTerrain.start(city.table, {
      ...terrain,
      method: "dropout",
      iterations: { burnIn: 20_000, pruned: 20_000 },
    }),
  "risk terrain, dropout, negative binomial": () =>
    riskTerrain.start(city.table, { ...terrain, method: "dropout", family: "negative-binomial" }),
  "risk terrain, exact": () => riskTerrain.start(city.table, { ...terrain, method: "exact" }),
  "risk terrain, exact, negative binomial": () =>
    riskTerrain.start(city.table, { ...terrain, method: "exact", family: "negative-binomial" }),
  "risk terrain, lasso": () => riskTerrain.start(city.table, { ...terrain, method: "lasso" }),
  "trajectories, EM": () =>
    trajectories.start(courses, { ...course, family: "poisson", groups: [3, 4, 5], starts: 50 }),
  "trajectories, adam": () =>
    trajectories.start(courses, { ...course, family: "gaussian", method: "adam", groups: 4, starts: 5 }),
  "trajectories, adam, tfjs": () =>
    trajectories.start(courses, {
      ...course,
      ...{ family: "gaussian", method: "adam", groups: 4, engine: "tfjs", backend: "wasm" },
    }),
  "decoupled, logistic": () => decoupled.start(people, decoupling),
  "decoupled, forest": () => decoupled.start(people, { ...decoupling, estimator: "forest" }),
  "decoupled, boosted": () => decoupled.start(people, { ...decoupling, estimator: "boosted" }),
  "thresholds, equalised odds": () =>
    runOf(quetelet.chooseThresholds(cohorts, { loss: "equalised-odds", lambda: 0.5 })),
  "trade-off, demographic parity": () => runOf(quetelet.tradeOff(cohorts, { loss: "demographic-parity" })),
  "random forest": () => randomForest.start(people, { outcome: "y", features, trees: 500, seed: 4 }),
  "hierarchical forest": () =>
    hierarchicalForest.start(people, {
      ...{ outcome: "y", protected: "kind", proxies: ["c", "region"], covariates: ["a", "b"], seed: 5 },
    }),
};

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const processor = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Milliseconds from `asked` until the process has been idle for a while, or 3 s. */
async function untilIdle(asked) {
  let busy = performance.now();
  let [at, used] = [busy, processor()];
  while (at - busy < 200 && at - asked < 3000) {
    await wait(10);
    const [now, work] = [performance.now(), processor()];
    // A thread that works takes all of the time; the waiting itself, and what else Node does, little of it.
    if (work - used > 0.4 * Math.min(20, now - at)) busy = now;
    [at, used] = [now, work];
  }
  return busy - asked;
}

for (const [name, start] of Object.entries(trainings)) {
  if (!name.includes(values.only)) continue;
  million();
  const run = start();
  const begin = performance.now();
  const latencies = [];
  let isOver = false;
  const over = run.then(
    () => (isOver = true),
    (error) => {
      isOver = true;
      if (!/cancelled/.test(error.message)) console.log(name, error);
    },
  );
  for (
    let k = 0;
    k < Number(values.pauses) && performance.now() - begin < 1000 * Number(values.seconds);
    k++
  ) {
    const due = performance.now() + 150 + 97 * k;
    await Promise.race([wait(150 + 97 * k), over]);
    if (isOver) break;
    run.pause();
    const phase = run.progress?.phase;
    latencies.push({ ms: await untilIdle(due), phase });
    run.resume();
  }
  run.cancel();
  const cancelled = performance.now();
  await over;
  const longest = latencies.reduce((most, each) => (each.ms > most.ms ? each : most), { ms: 0 });
  console.log(
    `${longest.ms > 500 ? "✗" : "✓"} ${name}: ${latencies.map(({ ms }) => ms.toFixed(0)).join(", ")} ms` +
      `${longest.phase ? ` (longest while ${longest.phase})` : ""}; ended ${(performance.now() - cancelled).toFixed(0)} ms after it was cancelled`,
  );
}
process.exit();
