import { describe, expect, it } from "vitest";
import { foldIn, normal, randomKey, uniform } from "../../../../kernel-lib/src/compute/random/index.js";
import {
  type Features,
  growForest,
  impurityImportance,
  partialDependence,
  permutationImportance,
} from "../../../../kernel-lib/src/models/forest/index.js";
import { binFeatures } from "../../../../kernel-lib/src/models/forest/grow-forest.js";
import { features, inRun } from "./support.js";

const rows = 150;

/** Columns that say nothing but offer from one to a hundred cuts, and an outcome of noise. */
function noise(seed: number): { matrix: Features; y: Float64Array } {
  const key = randomKey(seed);
  const draw = (j: number, levels: number) =>
    uniform(foldIn(key, j), rows).map((u) => Math.floor(levels * u));
  const matrix = features(draw(0, 2), draw(1, 10), draw(2, 1e9));
  matrix.recipe.push({ name: "x3", kind: "category", levels: Array.from({ length: 30 }, (_, k) => `${k}`) });
  const codes = Int32Array.from(draw(3, 30));
  matrix.columns.push({ kind: "category", codes, levels: Array.from({ length: 30 }, (_, k) => `${k}`) });
  return { matrix, y: normal(foldIn(key, 4), rows) };
}

describe("impurityImportance", () => {
  it("is 0 on average for columns that say nothing, however many cuts they offer", async () => {
    const found: number[][] = [[], [], [], []];
    const raw = new Float64Array(4);
    for (let seed = 1; seed <= 30; seed++) {
      const { matrix, y } = noise(seed);
      const target = { kind: "regression" as const, y };
      const own = await inRun(async (run) => {
        const options = {
          trees: 30,
          key: randomKey(seed),
          threads: 1,
          run,
          variablesPerSplit: 2,
          minNode: 20,
        };
        const forest = await growForest(matrix, target, options);
        for (let at = 0; at < forest.importance.length; at++) raw[at % 4]! += forest.importance[at]! / 900;
        return impurityImportance(await binFeatures(matrix, run), matrix, target, {
          ...options,
          level: 0.95,
        });
      });
      own!.estimate.forEach((value, j) => found[j]!.push(value));
    }
    // Uncorrected, the category of thirty levels looks several times as important as the column of two values.
    expect(raw[3]! / raw[0]!).toBeGreaterThan(3);
    for (const values of found) {
      const mean = values.reduce((a, b) => a + b) / 30;
      const sd = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / 29);
      expect(Math.abs(mean)).toBeLessThan((3.5 * sd) / Math.sqrt(30));
      expect(Math.abs(mean)).toBeLessThan(0.25 * raw[3]!);
    }
  });
});

describe("permutationImportance", () => {
  const key = randomKey(3);
  const x = [0, 1, 2].map((j) => uniform(foldIn(key, j), 400));
  const y = x[0]!.map((u, i) => 10 * u + x[1]![i]!);
  const matrix = features(...x);
  const target = { kind: "regression" as const, y };
  const grown = inRun((run) =>
    growForest(matrix, target, { trees: 100, key, run, threads: 1, variablesPerSplit: "all" }),
  );

  it("is near the gain in squared error that shuffling brings in truth", async () => {
    const forest = await grown;
    const found = await inRun((run) =>
      permutationImportance(forest, matrix, target, {
        ...{ permutations: 10, weights: null, level: 0.95, key, threads: 1, run },
      }),
    );
    // Shuffling 10u of a uniform u costs 2 · 100 / 12 = 16.7; the standard error is about 1.
    expect(found!.lower[0]).toBeLessThan(2 * (100 / 12));
    expect(found!.upper[0]).toBeGreaterThan(2 * (100 / 12) * 0.85);
    expect(found!.estimate[1]).toBeGreaterThan(0.05);
    expect(Math.abs(found!.estimate[2]!)).toBeLessThan(0.02);
    expect(found!.over).toBe(400);
  });

  it("has intervals of the level asked for", async () => {
    const forest = await grown;
    const one = await inRun((run) =>
      permutationImportance(forest, matrix, target, {
        ...{ permutations: 1, weights: null, level: 0.9, key, threads: 1, run },
      }),
    );
    const width = one!.upper[0]! - one!.lower[0]!;
    expect(width).toBeCloseTo(2 * 1.6448536 * one!.stdError[0]!, 5);
  });

  it("comes with partial dependence that averages the forest's own predictions", async () => {
    const forest = await grown;
    const [curve] = await inRun((run) => partialDependence(forest, matrix, [0], { key, threads: 1, run }));
    const points = curve!.points;
    expect(points.length).toBeGreaterThan(10);
    for (const { value, mean } of points) {
      expect(Math.abs(mean[0]! - (10 * (value as number) + 0.5))).toBeLessThan(0.4);
    }
  });
});
