import { beforeAll, describe, expect, test } from "vitest";
import { type Fit, randomForest } from "../../../../kernel-lib/src/index.js";
import { explainOutcome, outcomeDistribution } from "../../../../kernel-lib/src/index.js";

const rows = Array.from({ length: 80 }, (_, i) => ({ x: i % 20, kind: i % 3 ? "a" : "b", y: (i * 7) % 31 }));
const next = rows.slice(0, 5);
const quick = { trees: 30, minLeaf: 4, permutations: 0, impurityImportance: false, partialDependence: [] };
let fit: Fit;
beforeAll(async () => {
  fit = await randomForest(rows, { outcome: "y", ...quick });
});

describe("the distribution of the outcome", () => {
  test("its quantiles are those of predictions and its function rises to 1", async () => {
    const found = await outcomeDistribution(fit, next, { quantiles: [0.05, 0.5, 0.95], at: [-1, 15, 30] });
    const predicted = fit.predict(next, { level: 0.9 });
    for (let row = 0; row < next.length; row++) {
      expect(found.get("quantile:0.05", row)).toBeCloseTo(predicted.get("predictionLower", row), 12);
      expect(found.get("quantile:0.5", row)).toBeCloseTo(predicted.get("median", row), 12);
      expect(found.get("quantile:0.95", row)).toBeCloseTo(predicted.get("predictionUpper", row), 12);
      expect(found.get("P(<= -1)", row)).toBe(0);
      expect(found.get("P(<= 15)", row)).toBeGreaterThan(0);
      expect(found.get("P(<= 30)", row)).toBeCloseTo(1, 12);
    }
  });

  test("draws are outcomes of the training rows, the same for a seed", async () => {
    const draw = (seed: number) => outcomeDistribution(fit, next, { samples: 20, seed });
    const [one, same, other] = [await draw(1), await draw(1), await draw(2)];
    expect(one.objects()).toEqual(same.objects());
    expect(one.objects()).not.toEqual(other.objects());
    const known = new Set(rows.map(({ y }) => y));
    for (const name of one.columnNames())
      for (const y of one.array(name)) expect(known.has(Number(y))).toBe(true);
  });

  test("an explanation's weights add up to 1 and give the distribution function", async () => {
    const found = explainOutcome(fit, next, 2);
    expect(found.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(found.every(({ row, outcome }) => rows[row]!.y === outcome)).toBe(true);
    const below = found.reduce((sum, { weight, outcome }) => sum + (outcome <= 15 ? weight : 0), 0);
    const asked = await outcomeDistribution(fit, next, { at: [15] });
    expect(asked.get("P(<= 15)", 2)).toBeCloseTo(below, 12);
  });
});

test("what cannot be asked for is refused", async () => {
  const ask = (options: object) => outcomeDistribution(fit, next, options);
  await expect(ask({})).rejects.toThrow("outcomeDistribution: nothing is asked for");
  await expect(ask({ quantile: [0.5] })).rejects.toThrow("(did you mean 'quantiles'?)");
  await expect(ask({ quantiles: [5] })).rejects.toThrow("'quantiles' must lie between 0 and 1, got 5");
  await expect(ask({ at: [NaN] })).rejects.toThrow("'at' must hold finite numbers");
  await expect(ask({ samples: 0.5 })).rejects.toThrow("'samples' must be a whole number");
  expect(() => explainOutcome(fit, next, 5)).toThrow(
    "explainOutcome: 'row' must be a whole number from 0 to 4",
  );
  const classes = await randomForest(rows, { outcome: "kind", ...quick });
  await expect(outcomeDistribution(classes, next, { at: [1] })).rejects.toThrow("predicts classes");
});
