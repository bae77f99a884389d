import { beforeAll, describe, expect, it } from "vitest";
import { foldIn, normal, randomKey, uniform } from "../../../../kernel-lib/src/compute/random/index.js";
import type { LeafRows } from "../../../../kernel-lib/src/compute/trees/conditional.js";
import {
  conditionalDistribution,
  conditionalMoments,
  conditionalQuantiles,
  conditionalRank,
  conditionalSamples,
  explainPrediction,
  type Forest,
  growForest,
  leafObservations,
  walkForest,
} from "../../../../kernel-lib/src/models/forest/index.js";
import { features, inRun, sameBits } from "./support.js";

const rows = 500;
const key = randomKey(8);
const x = [0, 1].map((j) => uniform(foldIn(key, j), rows));
const noise = normal(foldIn(key, 9), rows);
// Rounded, so that outcomes tie.
const y = x[0]!.map((u, i) => Math.round(10 * (4 * u + noise[i]!)) / 10);
const weights = uniform(foldIn(key, 7), rows).map((u) => 0.5 + u);
const matrix = features(...x);

describe.each([
  ["plain", null],
  ["weighted", weights],
])("conditional distributions, %s", (_, w) => {
  let forest: Forest;
  let leaves: LeafRows;
  /** Weights of the training rows behind row 3, straight from the definition. */
  let explained: ReturnType<typeof explainPrediction>;

  beforeAll(async () => {
    const target = { kind: "regression" as const, y };
    forest = await inRun((run) =>
      growForest(matrix, target, { trees: 40, key, run, keepRows: true, weights: w }),
    );
    leaves = leafObservations(forest, y, w);
    explained = explainPrediction(forest, matrix, 3, { y, weights: w });
  });

  it("weigh the observations so that they add up to 1 and average to the forest's mean", async () => {
    expect(explained.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(explained.at(-1)!.cumulative).toBeCloseTo(1, 12);
    const { values } = await walkForest(forest, matrix);
    const { mean, sd } = await conditionalMoments(forest, matrix, { leaves });
    mean.forEach((value, row) => expect(value).toBeCloseTo(values[row]!, 9));
    const average = explained.reduce((sum, { weight, outcome }) => sum + weight * outcome, 0);
    expect(average).toBeCloseTo(values[3]!, 9);
    const variance = explained.reduce(
      (sum, { weight, outcome }) => sum + weight * (outcome - average) ** 2,
      0,
    );
    expect(sd[3]).toBeCloseTo(Math.sqrt(variance), 9);
  });

  it("have the distribution function and the quantiles of those weights", async () => {
    const at = [-1, 0, 1.25, 2, 9];
    const f = await conditionalDistribution(forest, matrix, { leaves, at });
    at.forEach((value, q) => {
      const own = explained.reduce((sum, { weight, outcome }) => sum + (outcome <= value ? weight : 0), 0);
      expect(f[3 * at.length + q]).toBeCloseTo(own, 9);
    });
    const probabilities = [0, 0.1, 0.5, 0.77, 1];
    const quantiles = await conditionalQuantiles(forest, matrix, {
      leaves,
      probabilities,
      interpolate: false,
    });
    const sorted = [...explained].sort((a, b) => a.outcome - b.outcome);
    probabilities.forEach((p, q) => {
      let sum = 0;
      const least = sorted.find(({ weight }) => (sum += weight) >= p - 1e-9) ?? sorted.at(-1)!;
      expect(quantiles[3 * probabilities.length + q]).toBe(least.outcome);
    });
    const rank = await conditionalRank(forest, matrix, { leaves, at: y });
    const own = await conditionalDistribution(forest, matrix, { leaves, at: [y[3]!] });
    expect(rank[3]).toBe(own[3]);
  });

  it("have quantiles that rise with the probability, whatever the row", async () => {
    const probabilities = Array.from({ length: 21 }, (_, p) => p / 20);
    const quantiles = await conditionalQuantiles(forest, matrix, { leaves, probabilities, outOfBag: true });
    expect(quantiles.findIndex((q, at) => at % 21 > 0 && !(q >= quantiles[at - 1]!))).toBe(-1);
  });

  it("are sampled in proportion, and repeatably", async () => {
    const options = { leaves, count: 2000, key };
    const samples = await conditionalSamples(forest, matrix, options);
    expect(sameBits(await conditionalSamples(forest, matrix, options), samples)).toBe(true);
    const f = await conditionalDistribution(forest, matrix, { leaves, at: [1, 2, 3] });
    for (const row of [0, 3, 99]) {
      [1, 2, 3].forEach((value, q) => {
        const share = samples.subarray(2000 * row, 2000 * (row + 1)).filter((s) => s <= value).length / 2000;
        expect(Math.abs(share - f[3 * row + q]!)).toBeLessThan(0.06);
      });
    }
  });

  it("never look at a row's own outcome out of bag", async () => {
    const own = explainPrediction(forest, matrix, 3, { y, weights: w, outOfBag: true });
    expect(own.some(({ row }) => row === 3)).toBe(false);
    expect(explained.some(({ row }) => row === 3)).toBe(true);
    const { mean } = await conditionalMoments(forest, matrix, { leaves, outOfBag: true });
    const { values } = await walkForest(forest, matrix, { outOfBag: true });
    mean.forEach((value, row) => expect(value).toBeCloseTo(values[row]!, 9));
  });
});

it("equal weights give the usual interpolated quantiles", async () => {
  const outcomes = Float64Array.of(3, 1, 4, 1.5, 9, 2.6);
  const one = features(new Float64Array(6));
  const target = { kind: "regression" as const, y: outcomes };
  const forest = await inRun((run) =>
    growForest(one, target, { trees: 1, replace: false, key, run, keepRows: true }),
  );
  const probabilities = [0, 0.1, 0.25, 0.5, 0.9, 1];
  const found = await conditionalQuantiles(forest, one, {
    leaves: leafObservations(forest, outcomes),
    probabilities,
  });
  const sorted = [...outcomes].sort((a, b) => a - b);
  probabilities.forEach((p, q) => {
    const at = 5 * p;
    const low = Math.floor(at);
    const expected = sorted[low]! + (at - low) * ((sorted[low + 1] ?? 9) - sorted[low]!);
    expect(found[q]).toBeCloseTo(expected, 12);
  });
});
