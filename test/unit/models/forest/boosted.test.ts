import { describe, expect, it } from "vitest";
import { foldIn, randomKey, uniform } from "../../../../kernel-lib/src/compute/random/index.js";
import {
  growBoosted,
  growTree,
  predictBoosted,
  predictForest,
  type Target,
} from "../../../../kernel-lib/src/models/forest/index.js";
import { features, inRun } from "./support.js";

const rows = 300;
const key = randomKey(4);
const x = [0, 1, 2].map((j) => uniform(foldIn(key, j), rows));
const y = x[0]!.map((u, i) => 5 * u + Math.sin(9 * x[1]![i]!));
const regression: Target = { kind: "regression", y };
const classes = (count: number): Target => ({
  kind: "classes",
  y: Int32Array.from(y, (value) => Math.max(0, Math.min(count - 1, Math.floor((value * count) / 5.5)))),
  levels: ["a", "b", "c", "d"].slice(0, count),
});
const boost = (target: Target, options: object = {}) =>
  inRun((run) => growBoosted(features(...x), target, { trees: 30, key, run, ...options }));

describe("growBoosted", () => {
  it.for([regression, classes(2), classes(4)])(
    "lowers its loss round by round, and tells it right (%#)",
    async (target) => {
      const boosted = await boost(target);
      expect(boosted.losses).toHaveLength(30);
      boosted.losses.forEach((loss, round) => {
        if (round > 0) expect(loss).toBeLessThan(boosted.losses[round - 1]!);
      });
      const p = await predictBoosted(boosted, features(...x));
      let loss = 0;
      for (let i = 0; i < rows; i++) {
        if (target.kind === "regression") loss += (p[i]! - target.y[i]!) ** 2 / rows;
        else {
          const own = [...p.subarray(i * target.levels.length, (i + 1) * target.levels.length)];
          expect(own.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
          loss -= Math.log(own[target.y[i]!]!) / rows;
        }
      }
      expect(loss).toBeCloseTo(boosted.losses[29]!, 9);
    },
  );

  it("is one tree on the residuals with one round and a rate of 1", async () => {
    const boosted = await boost(regression, { trees: 1, learningRate: 1, maxDepth: 4 });
    const tree = await inRun((run) => growTree(features(...x), regression, { key, run, maxDepth: 4 }));
    const [p, q] = [await predictBoosted(boosted, features(...x)), await predictForest(tree, features(...x))];
    p.forEach((value, i) => expect(value).toBeCloseTo(q[i]!, 9));
  });

  it("repeats exactly, samples included, and leaves rows of weight 0 out", async () => {
    const options = { sampleShare: 0.5, weights: Float64Array.from(y, (_, i) => (i < 50 ? 0 : 1)) };
    const [a, b] = [await boost(classes(2), options), await boost(classes(2), options)];
    expect(a).toEqual(b);
    const shifted: Target = {
      ...classes(2),
      y: Int32Array.from(classes(2).y, (k, i) => (i < 50 ? 1 - k : k)),
    } as Target;
    expect((await boost(shifted, options)).forest.trees).toEqual(a.forest.trees);
  });

  it("refuses options out of their range", async () => {
    await expect(boost(regression, { learningRate: 0 })).rejects.toThrow("'learningRate' must be above 0");
    await expect(boost(regression, { maxDepth: 0 })).rejects.toThrow("'maxDepth' must be a whole number");
  });
});
