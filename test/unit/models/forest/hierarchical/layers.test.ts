import { describe, expect, test } from "vitest";
import { randomKey } from "../../../../../kernel-lib/src/compute/random/index.js";
import { startRun } from "../../../../../kernel-lib/src/compute/run.js";
import { asTable } from "../../../../../kernel-lib/src/data/as-table.js";
import { dealFolds } from "../../../../../kernel-lib/src/models/forest/hierarchical/class-estimates.js";
import { linkNames, withEstimates } from "../../../../../kernel-lib/src/models/forest/hierarchical/link.js";
import {
  estimateFromProxies,
  runUnawareStudy,
} from "../../../../../kernel-lib/src/models/forest/hierarchical/index.js";
import {
  recoverClasses,
  recoverNumber,
} from "../../../../../kernel-lib/src/models/forest/hierarchical/recovery.js";
import { inRun } from "../support.js";
import { layers, people } from "./support.js";

describe("what the top forest sees", () => {
  const none = { rows: 2, recipe: [], columns: [] };
  const levels = ["a", "b", "c"];
  const estimates = Float64Array.of(0.2, 0.5, 0.3, 0.6, 0.3, 0.1);

  test("a probability of each class, of two classes the second's", () => {
    expect(linkNames("race", levels, "probability")).toEqual(["P(race = a)", "P(race = b)", "P(race = c)"]);
    expect(linkNames("race", ["a", "b"], "probability")).toEqual(["P(race = b)"]);
    const two = withEstimates(none, Float64Array.of(0.2, 0.8, 0.9, 0.1), {
      ...{ kind: "probability", name: "race", levels: ["a", "b"] },
    });
    expect(two.columns).toEqual([{ kind: "number", values: Float64Array.of(0.8, 0.1) }]);
  });

  test("or the most probable class, of all there are", () => {
    const { recipe, columns } = withEstimates(none, estimates, { kind: "class", name: "race", levels });
    expect(recipe).toEqual([{ name: "estimated race", kind: "category", levels }]);
    expect(columns).toEqual([{ kind: "category", codes: Int32Array.of(1, 0), levels }]);
  });

  test("and nothing where every tree saw the row", () => {
    const gaps = estimates.slice().fill(NaN, 0, 3);
    const { columns } = withEstimates(none, gaps, { kind: "class", name: "race", levels });
    expect(columns[0]).toMatchObject({ codes: Int32Array.of(-1, 0) });
  });
});

test("folds share out every class, and differ in size by one at most for each", () => {
  const y = Int32Array.from({ length: 103 }, (_, row) => (row < 7 ? 1 : 0));
  const fold = dealFolds({ target: { kind: "classes", y, levels: ["a", "b"] }, rows: 103 }, 5, randomKey(3));
  for (const code of [0, 1]) {
    const sizes = [0, 0, 0, 0, 0];
    fold.forEach((part, row) => (sizes[part]! += y[row] === code ? 1 : 0));
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  }
});

describe("recovery", () => {
  const target = { kind: "classes" as const, y: Int32Array.of(0, 0, 1, 1, 1), levels: ["a", "b"] };
  const p = [0.1, 0.6, 0.5, 0.8, 0.9];
  const estimates = Float64Array.from(p.flatMap((each) => [1 - each, each]));

  test("of classes counts, ranks and weighs", async () => {
    const run = { breathe: async () => {} };
    const { byClass, auc, errors } = await recoverClasses(target, estimates, null, run);
    // Of six pairs 0.6 outranks 0.5 wrongly.
    expect(auc).toBeCloseTo(5 / 6, 12);
    // Rows 2 and 3 are wrong: at 0.5 the first class wins.
    expect(errors.error).toBeCloseTo(2 / 5, 12);
    expect(byClass[1]).toMatchObject({ rows: 3, observed: 0.6, sensitivity: 2 / 3, precision: 2 / 3 });
    expect(byClass[1]!.estimated).toBeCloseTo(2.9 / 5, 12);
    expect(byClass[1]!.brier).toBeCloseTo((0.01 + 0.36 + 0.25 + 0.04 + 0.01) / 5, 12);
    const weighted = await recoverClasses(target, estimates, Float64Array.of(1, 0, 1, 1, 1), run);
    expect(weighted.auc).toBe(1);
    expect(weighted.byClass[1]!.observed).toBe(0.75);
  });

  test("of a number correlates", () => {
    const y = Float64Array.from({ length: 50 }, (_, row) => row);
    const found = recoverNumber(
      y,
      y.map((value) => 2 * value + 3),
      null,
    );
    expect(found.correlation).toBeCloseTo(1, 12);
    expect(found.bias).toBeCloseTo(24.5 + 3, 12);
    expect(found.calibration.length).toBe(10);
    expect(found.calibration.reduce((sum, { weight }) => sum + weight, 0)).toBe(50);
    expect(found.calibration[0]).toMatchObject({ from: 3, to: 11, meanScore: 7, observed: 2 });
  });
});

describe("estimates from proxies alone", () => {
  const table = people(400);
  const own = { protected: layers.protected, proxies: layers.proxies };
  const estimate = (options: object = {}) =>
    inRun((run) =>
      estimateFromProxies(asTable(table, "test"), { ...own, trees: 30, minLeaf: 5, ...options }, run),
    );

  test.each(["out-of-fold", "out-of-bag", "fitted"])("%s are one row a row", async (estimates) => {
    const found = await estimate({ estimates });
    expect(found.numRows()).toBe(400);
    expect(found.columnNames()).toEqual(["estimated:kind", "P(kind = a)", "P(kind = b)", "P(kind = c)"]);
    const right = table.kind.filter((kind, row) => found.get("estimated:kind", row) === kind).length;
    expect(right).toBeGreaterThan(0.5 * 400);
  });

  test("of a number are numbers", async () => {
    expect((await estimate({ protected: "value", proxies: ["y"] })).columnNames()).toEqual([
      "estimated:value",
    ]);
  });

  test("refuse the class among its own proxies, and rows without a class", async () => {
    await expect(estimate({ proxies: ["kind"] })).rejects.toThrow(
      "proxyEstimates: 'proxies' holds the protected class 'kind'",
    );
    await expect(
      inRun((run) =>
        estimateFromProxies(
          asTable({ ...table, kind: [null, ...table.kind.slice(1)] }, "test"),
          { protected: "kind", proxies: ["street"] },
          run,
        ),
      ),
    ).rejects.toThrow("column 'kind' is missing in row 1");
  });
});

describe("the study", () => {
  const study = (options: object) =>
    inRun((run) => runUnawareStudy({ replicates: 2, n: 80, trees: 5, ...options }, run));

  test("measures both models against the paper, and keeps the last sample", async () => {
    const found = await study({ scenario: "linear" });
    expect(found.measures.map(({ measure }) => measure).slice(0, 6)).toEqual([
      ...["bias", "sd", "mse", "mseOfAnother", "coverage", "width"],
    ]);
    const mse = found.measures.find(({ measure }) => measure === "mse")!;
    expect(mse).toMatchObject({ model: "with proxy", published: 5.7654 });
    expect(found.last.models.map(({ model }) => model)).toEqual(["with proxy", "without proxy"]);
    expect(found.last.models[0]!.lower!.length).toBe(80);
  });

  test("repeats with its seed, whatever the threads", async () => {
    const one = await study({ scenario: "classification", threads: 1 });
    expect(await study({ scenario: "classification", threads: 2 })).toEqual(one);
    expect(one.last.models[0]!.lower).toBeNull();
  });

  test("is refused without a sample, and ends when cancelled", async () => {
    await expect(study({ replicates: 0 })).rejects.toThrow(
      "'replicates' must be a whole number of at least 1",
    );
    const run = startRun("test", (context) => runUnawareStudy({ replicates: 50, n: 80, trees: 5 }, context));
    run.onProgress(() => run.cancel());
    await expect(run).rejects.toThrow("unawareStudy: cancelled");
  });
});
