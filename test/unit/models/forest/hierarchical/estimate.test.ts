import { describe, expect, test } from "vitest";
import { startRun } from "../../../../../kernel-lib/src/compute/run.js";
import type { ResultDocument } from "../../../../../kernel-lib/src/contract/index.js";
import { asTable } from "../../../../../kernel-lib/src/data/as-table.js";
import {
  estimateHierarchicalForest,
  type HierarchicalForestOptions,
  predictHierarchicalForest,
} from "../../../../../kernel-lib/src/models/forest/hierarchical/index.js";
import { estimate, layers, people, small } from "./support.js";

const table = people(600);
const fresh = people(200, 2);
const { kind: _, ...unseen } = fresh;
const predict = (document: Pick<ResultDocument, "predictor">, rows: object, options = {}) =>
  predictHierarchicalForest(document, asTable(rows as never, "test"), options);
const rowsOf = (document: ResultDocument, name: string) => document.tables[name]!.rows;

test("the same seed gives the same document on any number of threads, another seed another", async () => {
  const fit = async (options: Partial<HierarchicalForestOptions>) => {
    const { document } = await estimate(table, {
      ...small,
      ...layers,
      permutations: 1,
      outcome: "y",
      ...options,
    });
    return JSON.stringify([document.fit, document.tables, document.predictor]);
  };
  const first = await fit({ threads: 1, seed: 7 });
  expect(await fit({ threads: 2, seed: 7 })).toBe(first);
  expect(await fit({ threads: 1, seed: 8 })).not.toBe(first);
});

describe("estimates of the class", () => {
  // Proxies that say nothing, so that whatever is recovered was seen.
  const noise = { ...table, kind: people(600, 99).kind };
  const recovered = async (estimates: HierarchicalForestOptions["estimates"]) =>
    estimate(noise, { ...small, ...layers, minLeaf: 1, outcome: "y", estimates });

  test.each(["out-of-fold", "out-of-bag"] as const)("%s ones did not see their rows", async (method) => {
    const { document } = await recovered(method);
    expect(document.fit.recoveryAuc).toBeGreaterThan(0.4);
    expect(document.fit.recoveryAuc).toBeLessThan(0.6);
    expect(document.warnings.map(({ code }) => code)).toContain("weak-proxies");
  });

  test("fitted ones did, and the fit says so", async () => {
    const { document } = await recovered("fitted");
    expect(document.fit.recoveryAuc).toBeGreaterThan(0.9);
    expect(document.warnings.map(({ code }) => code)).toContain("fitted-estimates");
  });

  test("are probabilities", async () => {
    const { details } = await estimate(table, { ...small, ...layers, outcome: "y" });
    const { values } = details.estimates;
    for (let row = 0; row < 600; row++) {
      expect(values[3 * row]! + values[3 * row + 1]! + values[3 * row + 2]!).toBeCloseTo(1, 12);
    }
  });
});

describe("a proxy that is the class itself", () => {
  const known = { ...table, copy: table.kind };
  const options = { ...small, ...layers, proxies: ["copy"], outcome: "three" };

  test("makes the top forest the naive one, when it sees the most probable class", async () => {
    const { document } = await estimate(known, { ...options, link: "class" });
    expect(document.fit.recoveryAccuracy).toBe(1);
    const of = (model: string) =>
      rowsOf(document, "accuracy")
        .filter((row) => row.model === model)
        .map((row) => ({ ...row, model: "" }));
    expect(of("estimated class")).toEqual(of("true class"));
    expect(rowsOf(document, "confusion")).toEqual(rowsOf(document, "naiveConfusion"));
  });

  test("leaves nothing of the disparity untold", async () => {
    const { document } = await estimate(known, { ...options, minLeaf: 1 });
    const of = (method: string) =>
      rowsOf(document, "disparity")
        .filter((row) => row.method === method)
        .map((row) => row.difference as number | null);
    of("observed").forEach((truth, k) => {
      if (truth === null) return;
      expect(of("thresholded")[k]).toBe(truth);
      expect(of("weighted")[k]).toBeCloseTo(truth, 1);
      expect(of("lower bound")[k]!).toBeLessThanOrEqual(of("upper bound")[k]!);
      // As narrow as what is known of a street's classes: all.
      expect(of("upper bound")[k]! - of("lower bound")[k]!).toBeLessThan(0.2);
    });
  });
});

test("tables tell what the details hold, overall and by class", async () => {
  const { document, details } = await estimate(table, {
    ...small,
    ...layers,
    outcome: "two",
    reference: "b",
  });
  const { kind, two } = table;
  const right = (rows: number[], predicted: (row: number) => string) =>
    rows.filter((row) => predicted(row) === two[row]).length / rows.length;
  const { fitted } = details.top!.outOfBag;
  const all = [...kind.keys()];
  const guess = (row: number) => (fitted[2 * row + 1]! > fitted[2 * row]! ? "yes" : "no");
  const accuracy = (group: string) =>
    rowsOf(document, "accuracy").find((row) => row.model === "estimated class" && row.group === group)!;
  expect(accuracy("(all)").accuracy).toBeCloseTo(right(all, guess), 12);
  for (const group of ["a", "b", "c"]) {
    const own = all.filter((row) => kind[row] === group);
    expect(accuracy(group)).toMatchObject({ rows: own.length });
    expect(accuracy(group).accuracy).toBeCloseTo(right(own, guess), 12);
    const share = own.filter((row) => two[row] === "yes").length / own.length;
    const observed = rowsOf(document, "disparity").find(
      (row) => row.method === "observed" && row.class === group,
    )!;
    expect(observed.estimate).toBeCloseTo(share, 12);
    expect(observed.difference === null).toBe(group === "b");
    const { values } = details.estimates;
    const k = ["a", "b", "c"].indexOf(group);
    const [top, bottom] = all.reduce(
      ([above, below], row) => [
        above + values[3 * row + k]! * +(two[row] === "yes"),
        below + values[3 * row + k]!,
      ],
      [0, 0],
    );
    const weighted = rowsOf(document, "disparity").find(
      (row) => row.method === "weighted" && row.class === group,
    )!;
    expect(weighted.estimate).toBeCloseTo(top / bottom, 12);
  }
  const calibration = rowsOf(document, "recoveryCalibration").filter((row) => row.class === "a");
  expect(calibration.reduce((sum, row) => sum + (row.rows as number), 0)).toBe(600);
  const a = rowsOf(document, "recovery")[0]!;
  expect(a.observed).toBeCloseTo(kind.filter((each) => each === "a").length / 600, 12);
  expect(
    calibration.reduce((sum, row) => sum + (row.rows as number) * (row.estimated as number), 0) / 600,
  ).toBeCloseTo(a.estimated as number, 10);
});

describe("prediction", () => {
  test.each([
    ["y", "probability"],
    ["y", "class"],
    ["two", "probability"],
    ["three", "class"],
  ] as const)("of %s by %s needs no class, and survives JSON", async (outcome, link) => {
    const { document } = await estimate(table, { ...small, ...layers, outcome, link });
    const from = predict(document, unseen);
    const again = predict(JSON.parse(JSON.stringify(document)) as ResultDocument, unseen);
    expect(again.objects()).toEqual(from.objects());
    // A class that is in the table by chance changes nothing.
    expect(predict(document, { ...unseen, kind: fresh.kind.map(() => "a") }).objects()).toEqual(
      from.objects(),
    );
    const first = from.objects()[0] as Record<string, number>;
    expect(first["P(kind = a)"]! + first["P(kind = b)"]! + first["P(kind = c)"]!).toBeCloseTo(1, 12);
    expect(["a", "b", "c"]).toContain(from.get("estimated:kind", 0));
    expect(from.columnNames()).toContain(outcome === "y" ? "conformalLower" : "predicted");
  });

  test("is better than the mean on new rows", async () => {
    const { document } = await estimate(table, { ...small, ...layers, outcome: "y" });
    const fitted = predict(document, unseen).array("fitted") as Float64Array;
    const mean = fresh.y.reduce((sum, y) => sum + y, 0) / 200;
    const loss = (of: (row: number) => number) =>
      fresh.y.reduce((sum, y, row) => sum + (y - of(row)) ** 2, 0);
    expect(loss((row) => fitted[row]!)).toBeLessThan(0.75 * loss(() => mean));
  });

  test("of a number that plays the class estimates the number", async () => {
    const { document } = await estimate(table, {
      ...small,
      ...{ outcome: "y", protected: "value", proxies: ["dark", "kind"], covariates: ["street"] },
    });
    expect(document.tables.disparity).toBeUndefined();
    expect(document.fit).toHaveProperty("recoveryRSquared");
    const { value: __, ...rest } = fresh;
    expect(predict(document, rest).columnNames()).toContain("estimated:value");
  });

  test("refuses what it cannot read in one sentence", async () => {
    const { document } = await estimate(table, { ...small, ...layers, outcome: "y" });
    const { street: ___, ...lacking } = unseen;
    expect(() => predict(document, lacking)).toThrow("predict: 'proxies' names column 'street'");
    const { value: ____, ...without } = unseen;
    expect(() => predict(document, without)).toThrow("predict: 'covariates' names column 'value'");
    const strange = { ...unseen, street: unseen.street.map((each, row) => (row === 3 ? "elsewhere" : each)) };
    expect(() => predict(document, strange)).toThrow(
      "predict: column 'street' holds 'elsewhere' in row 4, which is not among the levels the model knows",
    );
    expect(() => predict(document, unseen, { level: 2 })).toThrow("'level' must be between 0 and 1");
  });

  test("refuses documents that were tampered with", async () => {
    const { document } = await estimate(table, { ...small, ...layers, outcome: "y" });
    const json = JSON.parse(JSON.stringify(document.predictor)) as Record<string, unknown>;
    for (const [change, message] of [
      [undefined, "is missing"],
      [{ ...json, kind: "random-forest" }, "is not of a hierarchical forest"],
      [{ ...json, name: 3 }, "does not name the protected class"],
      [{ ...json, link: "guess" }, "names an unknown link"],
      [{ ...json, name: "other" }, "has forests that do not fit together"],
      [{ ...json, bottom: json.top }, "has forests that do not fit together"],
      [{ ...json, top: {} }, "is not of a random forest"],
    ] as const) {
      expect(() => predict({ predictor: change as never }, unseen)).toThrow(message);
    }
  });
});

test("95 % calibrated intervals hold 93 to 97 % of held-out rows, overall and in each group", async () => {
  const train = people(3000, 5);
  const test_ = people(4000, 6);
  const { document } = await estimate(train, {
    ...small,
    ...layers,
    ...{ outcome: "y", trees: 100, interval: 0.95, conformalByGroup: true },
  });
  const predicted = predict(document, test_);
  const [low, high] = [
    predicted.array("conformalLower"),
    predicted.array("conformalUpper"),
  ] as Float64Array[];
  const held = (rows: number[]) =>
    rows.filter((row) => test_.y[row]! >= low![row]! && test_.y[row]! <= high![row]!).length / rows.length;
  const all = [...test_.y.keys()];
  for (const rows of [
    all,
    ...["a", "b", "c"].map((group) => all.filter((row) => test_.kind[row] === group)),
  ]) {
    expect(held(rows)).toBeGreaterThan(0.93);
    expect(held(rows)).toBeLessThan(0.97);
  }
  // The class is not needed: without it a row has the interval of all rows.
  const { kind: _____, ...rest } = test_;
  expect((predict(document, rest).array("conformalLower") as Float64Array).every(Number.isFinite)).toBe(true);
});

describe("a run that is cancelled", () => {
  const cancelledIn = async (phase: string, trees = 300) => {
    const run = startRun("test", (context) =>
      estimateHierarchicalForest(
        asTable(people(1500), "test"),
        { ...small, ...layers, outcome: "y", trees, threads: 1 },
        context,
      ),
    );
    const phases = new Set<string>();
    run.onProgress((progress) => {
      phases.add(progress.phase);
      if (progress.phase === phase && progress.step >= 20) run.cancel();
    });
    return { ...(await run), phases };
  };

  test("in the bottom forest keeps it, flagged, and estimates the class", async () => {
    const { document, details, phases } = await cancelledIn("kind from proxies: growing trees");
    expect(document.status).toBe("interrupted");
    expect(document.fit.trees).toBeLessThan(300);
    expect(details.top).toBeNull();
    expect(document.tables).toHaveProperty("recovery");
    expect(document.tables).not.toHaveProperty("accuracy");
    expect(document.warnings[0]!.message).toContain("there is no top forest");
    expect(predict(document, unseen).columnNames()).toEqual([
      "estimated:kind",
      "P(kind = a)",
      "P(kind = b)",
      "P(kind = c)",
    ]);
    expect([...phases]).toEqual(["kind from proxies: growing trees"]);
  });

  test("in the top forest keeps its trees, and has no naive one", async () => {
    const { document, details } = await cancelledIn("y from covariates: growing trees");
    expect(document.status).toBe("interrupted");
    expect(details.top).not.toBeNull();
    expect(details.naive).toBeNull();
    expect(new Set(rowsOf(document, "accuracy").map(({ model }) => model))).toEqual(
      new Set(["estimated class"]),
    );
    expect(predict(document, unseen).columnNames()).toContain("fitted");
  });
});
