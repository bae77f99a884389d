import { expect, test } from "vitest";
import type { Run } from "../../../kernel-lib/src/compute/run.js";
import {
  compareTrajectories,
  decoupled,
  glm,
  hierarchicalForest,
  randomForest,
  riskTerrain,
  simulateCounts,
  simulateRiskTerrain,
  simulateTrajectories,
  trajectories,
} from "../../../kernel-lib/src/index.js";
import { applicants, features } from "../models/decoupled/hiring.js";
import { layers, people, small } from "../models/forest/hierarchical/support.js";
import { simulate } from "../models/forest/support.js";

const ladder = { distances: [100, 300], densities: [200] };
const city = simulateRiskTerrain({
  units: 400,
  seed: 4,
  generators: [
    { name: "bars", points: 30, ...ladder, variable: "kde_200", coefficient: 1.2 },
    { name: "metro", points: 6, spread: "even", ...ladder, variable: "dis_300", coefficient: 1 },
  ],
});
const terrain = { outcome: "crimes", sets: city.sets, seed: 2 };
const counts = simulateCounts({ rows: 2000, seed: 1 }).table;
const crimes = { outcome: "crimes", terms: ["alcohol_outlets", "calls_311", "zone"] };
const courses = simulateTrajectories({ family: "poisson", people: 150, seed: 4 }).table;
const course = { id: "id", time: "time", outcome: "y", seed: 2 };
const hired = applicants(240);
const decoupling = {
  label: "hired",
  features,
  cohorts: { columns: ["sex"] },
  fairnessLoss: "demographic-parity" as const,
  lambda: 0.5,
  bootstraps: 5,
  seed: 3,
};
const mixed = simulate(3000);
const forest = {
  outcome: "two",
  features: ["a", "b", "c", "text"],
  variablesPerSplit: "all" as const,
  permutations: 0,
  impurityImportance: false,
  partialDependence: [],
  seed: 4,
};
const classes = people(300);

test.each<[name: string, start: () => Run<unknown>]>([
  ["glm", () => glm.start(counts, { ...crimes, family: "negative-binomial" })],
  ["glm, tfjs", () => glm.start(counts, { ...crimes, family: "poisson", engine: "tfjs", backend: "cpu" })],
  [
    "risk terrain, exact",
    () => riskTerrain.start(city.table, { ...terrain, method: "exact", replicates: 5 }),
  ],
  [
    "risk terrain, lasso",
    () => riskTerrain.start(city.table, { ...terrain, method: "lasso", replicates: 5 }),
  ],
  ["risk terrain, dropout", () => riskTerrain.start(city.table, { ...terrain, method: "dropout" })],
  [
    "risk terrain, dropout, tfjs",
    () =>
      riskTerrain.start(city.table, {
        ...terrain,
        method: "dropout",
        engine: "tfjs",
        backend: "cpu",
        iterations: { burnIn: 60, pruned: 60 },
      }),
  ],
  [
    "trajectories",
    () => trajectories.start(courses, { ...course, family: "poisson", groups: 3, starts: 10 }),
  ],
  [
    "trajectories, adam",
    () => trajectories.start(courses, { ...course, family: "gaussian", method: "adam", iterations: 2000 }),
  ],
  [
    "trajectories, adam, tfjs",
    () =>
      trajectories.start(courses, {
        ...course,
        family: "gaussian",
        method: "adam",
        iterations: 101,
        engine: "tfjs",
        backend: "cpu",
      }),
  ],
  [
    "comparison of trajectories",
    () =>
      compareTrajectories.start(courses, { ...course, family: "poisson", starts: 5 }, [
        { groups: 1 },
        { groups: 2 },
      ]),
  ],
  ["decoupled", () => decoupled.start(hired, decoupling)],
  ["decoupled forests", () => decoupled.start(hired, { ...decoupling, estimator: "forest" })],
  ["decoupled boosted trees", () => decoupled.start(hired, { ...decoupling, estimator: "boosted" })],
  ["forest on threads", () => randomForest.start(mixed, { ...forest, trees: 200, maxDepth: 3, threads: 2 })],
  ["forest on this thread", () => randomForest.start(simulate(200), { ...forest, trees: 40 })],
  [
    "hierarchical forest",
    () => hierarchicalForest.start(classes, { outcome: "y", ...layers, ...small, folds: 2, seed: 5 }),
  ],
])("%s stands still in a pause, and comes to the same numbers", async (_, start) => {
  const straight = await start();
  const run = start();
  const begun = new Promise<void>((resolve) => {
    const forget = run.onProgress(() => {
      forget();
      run.pause();
      resolve();
    });
  });
  await Promise.race([begun, run]);
  expect(run.paused).toBe(true);
  // Trees that threads were growing are grown to their ends.
  await wait(400);
  const [progress, seconds] = [run.progress, run.seconds];
  await wait(150);
  expect(run.progress).toBe(progress);
  expect(run.seconds).toBe(seconds);
  run.resume();
  expect(numbersOf(await run)).toEqual(numbersOf(straight));
});

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A result without when it was made, and how long that took. */
function numbersOf(result: unknown): unknown {
  return JSON.parse(
    JSON.stringify(result, (key, value: unknown) =>
      key === "startedAt" || key === "seconds" ? undefined : value,
    ),
  );
}
