import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normal, randomKey, split, uniform } from "../../../../kernel-lib/src/compute/random/index.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import {
  offsetOf,
  predictRandomForest,
  scoreOf,
  widened,
} from "../../../../kernel-lib/src/models/forest/index.js";
import { estimate } from "./support.js";

describe("offsetOf", () => {
  it("covers at least the level, and no more than one row above it", () => {
    const scores = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(scores, fc.double({ min: 0.05, max: 0.99, noNaN: true }), (own, level) => {
        const offset = offsetOf(own, level);
        const n = own.length;
        if (offset === null) {
          expect((n + 1) * level).toBeGreaterThan(n - 1e-6);
          return;
        }
        const covered = own.filter((score) => score <= offset).length;
        expect(covered).toBeGreaterThanOrEqual((n + 1) * level - 1e-6);
        expect(covered - 1).toBeLessThan((n + 1) * level + 1e-6);
      }),
    );
  });

  it("scores an outcome by how far it lies outside", () => {
    expect([scoreOf(5, 2, 4), scoreOf(1, 2, 4), scoreOf(3.5, 2, 4)]).toEqual([1, 1, -0.5]);
    expect(widened(2, 4, 1)).toEqual([1, 5]);
    expect(widened(2, 4, -2)).toEqual([3, 3]);
  });
});

/** Two groups of unequal noise, of which the features do not tell. */
function simulate(rows: number, seed: number) {
  const [a, b, c, d] = split(randomKey(seed), 4).map((key, j) =>
    j === 3 ? normal(key, rows) : uniform(key, rows),
  );
  const group = Array.from(c!, (u) => (u < 0.25 ? "few" : "many"));
  const y = a!.map((u, i) => 5 * u + Math.sin(6 * b![i]!) + (group[i] === "few" ? 2 : 0.5) * d![i]!);
  return { a: a!, b: b!, group, y };
}

describe("calibrated intervals on rows held out", () => {
  const shared = {
    outcome: "y",
    features: ["a", "b"],
    groups: "group",
    interval: 0.95,
    trees: 50,
    minLeaf: 10,
    folds: 3,
  };
  const cheap = { permutations: 0, impurityImportance: false, partialDependence: [] };
  const train = asTable(simulate(4000, 1), "test");
  const data = simulate(6000, 2);
  const test = asTable(data, "test");

  it.for(["out-of-bag", "split", "cross"] as const)(
    "hold 93 to 97 %% of outcomes, and so in each group (%s)",
    async (conformal) => {
      for (const conformalByGroup of [false, true]) {
        const { document } = await estimate(train as never, {
          ...shared,
          ...cheap,
          conformal,
          conformalByGroup,
        });
        const predicted = predictRandomForest(document, test);
        const [low, high] = ["conformalLower", "conformalUpper"].map(
          (name) => predicted.array(name) as Float64Array,
        );
        const coverage = (name?: string) => {
          const rows = [...data.y.keys()].filter((row) => name === undefined || data.group[row] === name);
          return (
            rows.filter((row) => data.y[row]! >= low![row]! && data.y[row]! <= high![row]!).length /
            rows.length
          );
        };
        const asked = conformalByGroup ? [undefined, "few", "many"] : [undefined];
        for (const name of asked) {
          expect(coverage(name)).toBeGreaterThan(0.93);
          expect(coverage(name)).toBeLessThan(0.97);
        }
        // Calibrating all groups as one leaves the noisy group short, and the table says so.
        if (!conformalByGroup) {
          expect(coverage("few")).toBeLessThan(0.9);
          const told = document.tables.intervals!.rows.find(({ group }) => group === "few")!;
          expect(told.conformalCoverage).toBeLessThan(0.9);
        }
      }
    },
  );
});
