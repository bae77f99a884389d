import { describe, expect, it } from "vitest";
import { randomKey, uniform, foldIn } from "../../../../kernel-lib/src/compute/random/index.js";
import { startRun } from "../../../../kernel-lib/src/compute/run.js";
import {
  growForest,
  growTree,
  predictForest,
  type Target,
  treeCount,
  walkForest,
} from "../../../../kernel-lib/src/models/forest/index.js";
import { features, inRun, sameBits } from "./support.js";

const rows = 600;
const key = randomKey(2);
const x = [0, 1, 2, 3].map((j) => uniform(foldIn(key, j), rows));
const y = x[0]!.map((u, i) => 5 * u + Math.sin(9 * x[1]![i]!));
const regression: Target = { kind: "regression", y };
const three: Target = {
  kind: "classes",
  y: Int32Array.from(y, (value) => (value > 4 ? 2 : value > 2 ? 1 : 0)),
  levels: ["a", "b", "c"],
};
const grow = (options: object = {}, target: Target = regression, columns: ArrayLike<number>[] = x) =>
  inRun((run) => growForest(features(...columns), target, { trees: 20, key, run, ...options }));

describe("growForest", () => {
  it("grows the same forest on any number of threads, inline and not", async () => {
    const inline = await grow({ threads: 1, trees: 8 });
    // Enough work for threads; 8 trees of 600 rows stay on this one.
    const many = Array.from({ length: 10 }, (_, j) => uniform(foldIn(key, 50 + j), 3000));
    const large: Target = { kind: "regression", y: many[0]!.map((u, i) => u + many[1]![i]!) };
    const forests = await Promise.all(
      [1, 2, 3].map((threads) =>
        grow({ threads, trees: 80, maxDepth: 6, variablesPerSplit: "all", keepRows: true }, large, many),
      ),
    );
    expect(forests.map((forest) => forest.threads)).toEqual([1, 2, 3]);
    const [first, ...others] = forests;
    for (const forest of others) {
      for (const [name, values] of Object.entries(first!.trees)) {
        expect(sameBits(values, forest.trees[name as keyof typeof forest.trees]), name).toBe(true);
      }
      expect(sameBits(forest.leafRows!.row, first!.leafRows!.row)).toBe(true);
      expect(sameBits(forest.inBag, first!.inBag)).toBe(true);
    }
    const walks = await Promise.all(
      forests.map((forest, at) => walkForest(forest, features(...many), { outOfBag: true, threads: at + 1 })),
    );
    for (const { values } of walks.slice(1)) expect(sameBits(values, walks[0]!.values)).toBe(true);
    expect(inline.threads).toBe(1);
  });

  it("begins a larger forest with the trees of a smaller one", async () => {
    const [few, many] = [await grow({ trees: 5 }), await grow({ trees: 9 })];
    const nodes = few.trees.nodeStart[5]!;
    expect(few.trees.threshold).toEqual(many.trees.threshold.slice(0, nodes));
  });

  it("does not depend on the scale of the columns", async () => {
    const predict = async (columns: ArrayLike<number>[]) =>
      predictForest(await grow({}, regression, columns), features(...columns));
    expect(await predict(x.map((column) => column.map((u) => 1024 * u)))).toEqual(await predict(x));
  });

  it("takes equal columns equally often", async () => {
    const forest = await grow({ variablesPerSplit: "all", trees: 40 }, regression, [x[0]!, x[1]!, x[0]!]);
    const counts = [0, 0, 0];
    for (const column of forest.trees.feature) if (column >= 0) counts[column]!++;
    expect(Math.abs(counts[0]! - counts[2]!)).toBeLessThan(4 * Math.sqrt(counts[0]! + counts[2]!));
  });

  it("follows the outcome's scale, and a weight of two is a row twice", async () => {
    const predict = async (target: Target, options: object = {}) =>
      predictForest(await grow({ variablesPerSplit: "all", ...options }, target), features(...x));
    const plain = await predict(regression);
    const scaled = await predict({ kind: "regression", y: y.map((value) => 4 * value) });
    plain.forEach((value, i) => expect(scaled[i]).toBeCloseTo(4 * value, 9));

    const once = { trees: 1, replace: false, variablesPerSplit: "all", minNode: 1, maxDepth: 4 };
    const weights = new Float64Array(rows).fill(1).fill(2, 0, 100);
    const weighted = await grow({ ...once, weights });
    const order = [...x[0]!.keys(), ...Array.from({ length: 100 }, (_, i) => i)];
    const twice = x.map((column) => Float64Array.from(order, (i) => column[i]!));
    const doubled = await grow(
      once,
      { kind: "regression", y: Float64Array.from(order, (i) => y[i]!) },
      twice,
    );
    expect(weighted.trees.feature).toEqual(doubled.trees.feature);
    weighted.trees.values.forEach((value, leaf) => expect(value).toBeCloseTo(doubled.trees.values[leaf]!, 9));
  });

  it("never lets a row of weight 0 into a tree", async () => {
    const weights = Float64Array.from(y, (_, i) => (i % 3 === 0 ? 0 : 1));
    const forest = await grow({ weights, keepRows: true });
    expect([...forest.leafRows!.row].some((row) => row % 3 === 0)).toBe(false);
  });

  it("leaves about a share of 1/e of the rows out of each bag, or what a sample leaves", async () => {
    const outOf = async (options: object) => {
      const forest = await grow({ trees: 60, ...options });
      const { used } = await walkForest(forest, features(...x), { outOfBag: true });
      return used.reduce((sum, each) => sum + each, 0) / (60 * rows);
    };
    expect(await outOf({})).toBeCloseTo(Math.exp(-1), 2);
    expect(await outOf({ replace: false, sampleShare: 0.6 })).toBeCloseTo(0.4, 9);
  });

  it("keeps to the least leaf, the least node and the depth", async () => {
    const forest = await grow({ minLeaf: 7, keepRows: true });
    const { start } = forest.leafRows!;
    for (let leaf = 0; leaf + 1 < start.length; leaf++) {
      expect(start[leaf + 1]! - start[leaf]!).toBeGreaterThanOrEqual(7);
    }
    const shallow = await grow({ maxDepth: 3 });
    for (let t = 0; t < 20; t++) {
      expect(shallow.trees.nodeStart[t + 1]! - shallow.trees.nodeStart[t]!).toBeLessThanOrEqual(15);
    }
    const stump = await grow({ minNode: rows });
    expect(stump.trees.feature.every((column) => column < 0)).toBe(true);
  });

  it("gives classes probabilities that add up to 1, and balanced classes equal weight", async () => {
    const forest = await grow({ splits: "random", classWeights: "balanced" }, three);
    const p = await predictForest(forest, features(...x));
    for (let i = 0; i < rows; i++) expect(p[3 * i]! + p[3 * i + 1]! + p[3 * i + 2]!).toBeCloseTo(1, 12);
    const stump = await grow({ minNode: rows, replace: false, trees: 1, classWeights: "balanced" }, three);
    stump.trees.values.forEach((share) => expect(share).toBeCloseTo(1 / 3, 12));
  });

  it("takes two classes the same way as three of which one is empty", async () => {
    const codes = Int32Array.from(y, (value) => (value > 3 ? 1 : 0));
    const options = { variablesPerSplit: "all", trees: 5 };
    const two = await grow(options, { kind: "classes", y: codes, levels: ["a", "b"] });
    const padded = await grow(options, { kind: "classes", y: codes, levels: ["a", "b", "c"] });
    const [p, q] = await Promise.all([two, padded].map((forest) => predictForest(forest, features(...x))));
    for (let i = 0; i < rows; i++) expect(q![3 * i + 1]).toBeCloseTo(p![2 * i + 1]!, 9);
  });

  it("sends missing values where they belong", async () => {
    const gaps = x[0]!.map((u, i) => (i % 4 === 0 ? NaN : u));
    const target: Target = { kind: "regression", y: gaps.map((u) => (Number.isNaN(u) ? 10 : u)) };
    const tree = await inRun((run) => growTree(features(gaps), target, { key, run, maxDepth: 1 }));
    const p = await predictForest(tree, features([NaN, 0, 1]));
    expect(p[0]).toBe(10);
    expect(p[1]).toBeCloseTo(0.5, 1);
    expect(p[2]).toBe(p[1]);
  });

  it("keeps the trees that were grown when it is cancelled", async () => {
    const columns = Array.from({ length: 4 }, (_, j) => uniform(foldIn(key, 90 + j), 20_000));
    const target: Target = { kind: "regression", y: columns[0]! };
    const run = startRun("test", (context) =>
      growForest(features(...columns), target, { trees: 5000, key, run: context, threads: 2 }),
    );
    run.onProgress(({ step }) => {
      if (step === 6) run.cancel();
    });
    const forest = await run;
    expect(treeCount(forest)).toBeGreaterThanOrEqual(4);
    expect(treeCount(forest)).toBeLessThan(60);
    const fresh = await grow({ trees: 4, threads: 1 }, target, columns);
    expect(sameBits(forest.trees.threshold.slice(0, fresh.trees.nodeStart[4]), fresh.trees.threshold)).toBe(
      true,
    );
  });

  it.for([
    [{ trees: 0 }, "'trees' must be a whole number of at least 1, got 0"],
    [{ minLeaf: 1.5 }, "'minLeaf' must be a whole number of at least 1, got 1.5"],
    [{ sampleShare: 1.2 }, "'sampleShare' must be above 0 and at most 1, got 1.2"],
    [{ variablesPerSplit: 5 }, "'variablesPerSplit' must be a share below 1 or a whole number from 1 to 4"],
    [{ weights: new Float64Array(rows) }, "no row with a weight above 0"],
  ] as const)("refuses %o", async ([options, message]) => {
    await expect(grow(options)).rejects.toThrow(message);
  });
});
