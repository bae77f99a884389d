import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomKey } from "../../../../kernel-lib/src/compute/random/index.js";
import { InputError } from "../../../../kernel-lib/src/contract/index.js";
import { type GroupMeasure, groupMetrics } from "../../../../kernel-lib/src/metrics/index.js";
import { unwatched } from "../../unwatched.js";

const row = fc.record({
  label: fc.nat(1),
  prediction: fc.nat(1),
  score: fc.integer({ min: 0, max: 20 }).map((value) => value / 20),
  weight: fc.integer({ min: 1, max: 5 }),
  sex: fc.constantFrom("f", "m"),
  race: fc.constantFrom("x", "y", "z"),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;
const inputOf = (rows: Row[]) => ({
  labels: rows.map(({ label }) => label),
  predictions: rows.map(({ prediction }) => prediction),
  scores: rows.map(({ score }) => score),
  weights: rows.map(({ weight }) => weight),
  groups: [rows.map(({ sex }) => sex), rows.map(({ race }) => race)],
  groupNames: ["sex", "race"],
});

/** Every measure from its definition, pair by pair and row by row. */
function measured(rows: Row[]): Record<GroupMeasure, number> {
  const weigh = (some: Row[]) => some.reduce((sum, { weight }) => sum + weight, 0);
  const share = (part: (each: Row) => boolean, whole: (each: Row) => boolean = () => true) =>
    weigh(rows.filter((each) => part(each) && whole(each))) / weigh(rows.filter(whole));
  const [positive, negative] = [(r: Row) => r.label === 1, (r: Row) => r.label === 0];
  const accepted = (r: Row) => r.prediction === 1;
  let [right, pairs] = [0, 0];
  for (const a of rows.filter(positive)) {
    for (const b of rows.filter(negative)) {
      pairs += a.weight * b.weight;
      right += a.weight * b.weight * (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0);
    }
  }
  const bins = Array.from({ length: 10 }, (_, bin) =>
    rows.filter(({ score }) => Math.min(9, Math.floor(score * 10)) === bin),
  );
  const apart = (some: Row[]) =>
    Math.abs(some.reduce((sum, { weight, score, label }) => sum + weight * (score - label), 0));
  return {
    selectionRate: share(accepted),
    errorRate: share((r) => r.label !== r.prediction),
    falsePositiveRate: share(accepted, negative),
    falseNegativeRate: share((r) => !accepted(r), positive),
    truePositiveRate: share(accepted, positive),
    precision: share(positive, accepted),
    prevalence: share(positive),
    auc: right / pairs,
    brier:
      rows.reduce((sum, { weight, score, label }) => sum + weight * (score - label) ** 2, 0) / weigh(rows),
    calibrationError: bins.reduce((sum, some) => sum + apart(some), 0) / weigh(rows),
  };
}

describe("groupMetrics()", () => {
  test("measures all rows, each group and each intersection by the definitions", async () => {
    const property = fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      const { overall, sets } = await groupMetrics(inputOf(rows), { bootstraps: 0 });
      const check = (metrics: typeof overall.metrics, some: Row[]) => {
        for (const [name, expected] of Object.entries(measured(some))) {
          const { estimate } = metrics[name as GroupMeasure]!;
          if (Number.isNaN(expected)) expect(estimate, name).toBeNull();
          else expect(estimate, name).toBeCloseTo(expected, 11);
        }
      };
      check(overall.metrics, rows);
      expect(sets.map(({ by }) => by)).toEqual([["sex"], ["race"], ["sex", "race"]]);
      for (const { by, groups } of sets) {
        let counted = 0;
        for (const { levels, rows: count, metrics } of groups) {
          const own = rows.filter((each) => by.every((name, i) => each[name as "sex"] === levels[i]));
          expect(count).toBe(own.length);
          counted += count;
          check(metrics, own);
        }
        expect(counted).toBe(rows.length);
      }
    });
    await fc.assert(property, { numRuns: 100 });
  });

  const rows = fc.sample(row, { numRuns: 400, seed: 3 });

  test("compares the groups in which a measure is defined", async () => {
    const input = {
      labels: [1, 0, 1, 1, 0, 0],
      predictions: [1, 0, 1, 0, 0, 0],
      groups: [["a", "a", "b", "b", "c", "c"]],
    };
    const { sets, measures } = await groupMetrics(input, { bootstraps: 0 });
    expect(measures).not.toContain("auc");
    const { comparison, groups } = sets[0]!;
    expect(groups.map(({ metrics }) => metrics.truePositiveRate!.estimate)).toEqual([1, 0.5, null]);
    const estimates = (name: GroupMeasure) =>
      Object.fromEntries(Object.entries(comparison[name]!).map(([key, { estimate }]) => [key, estimate]));
    expect(estimates("truePositiveRate")).toEqual({
      minimum: 0.5,
      maximum: 1,
      difference: 0.5,
      ratio: 0.5,
      differenceToOverall: 1 - 2 / 3,
      ratioToOverall: 2 / 3,
    });
    expect(estimates("falsePositiveRate").ratio).toBeNull();
    expect(estimates("selectionRate")).toMatchObject({ minimum: 0, maximum: 0.5, ratio: 0 });
  });

  test("gives intervals around the estimates, the same for the same key, wider for a higher level", async () => {
    const input = inputOf(rows);
    const options = { bootstraps: 100, level: 0.9, key: randomKey(5) };
    const one = await groupMetrics(input, options);
    expect(await groupMetrics(input, options)).toEqual(one);
    const other = await groupMetrics(input, { ...options, key: randomKey(6) });
    const wide = await groupMetrics(input, { ...options, level: 0.99 });
    expect(other.overall.metrics).not.toEqual(one.overall.metrics);
    for (const name of one.measures.filter((each) => each !== "calibrationError")) {
      const { estimate, lower, upper } = one.overall.metrics[name]!;
      expect(lower!).toBeLessThan(estimate!);
      expect(upper!).toBeGreaterThan(estimate!);
      expect(wide.overall.metrics[name]!.lower!).toBeLessThanOrEqual(lower!);
      expect(wide.overall.metrics[name]!.upper!).toBeGreaterThanOrEqual(upper!);
    }
  });

  test("has intervals of the width that the normal approximation of a share has", async () => {
    const plain = { ...inputOf(rows), weights: undefined };
    const { overall } = await groupMetrics(plain, { bootstraps: 2000 });
    const { estimate, lower, upper } = overall.metrics.selectionRate!;
    const expected = 2 * 1.96 * Math.sqrt((estimate! * (1 - estimate!)) / rows.length);
    expect(Math.abs((upper! - lower!) / expected - 1)).toBeLessThan(0.1);
  });

  test("has the calibration curve of each group, without empty bins", async () => {
    const { overall } = await groupMetrics(
      { labels: [1, 0, 1], predictions: [1, 1, 1], scores: [0.55, 0.5, 1], groups: [] },
      { bootstraps: 0 },
    );
    expect(overall.calibration).toEqual([
      { from: 0.5, to: 0.6, weight: 2, meanScore: 0.525, observed: 0.5 },
      { from: 0.9, to: 1, weight: 1, meanScore: 1, observed: 1 },
    ]);
  });

  test("stops when it is cancelled, and says how many resamples there were", async () => {
    let reports = 0;
    const run = {
      ...unwatched,
      report: () => void reports++,
      get cancelled() {
        return reports >= 7;
      },
    };
    const { bootstraps } = await groupMetrics(inputOf(rows), { bootstraps: 50, run });
    expect(bootstraps).toBe(7);
  });

  const good = { labels: [0, 1], predictions: [0, 1], groups: [["a", "b"]] };
  test.each([
    [{ ...good, labels: [], predictions: [] }, {}, "there are no rows"],
    [{ ...good, labels: [0, 2] }, {}, "'labels' must be 0 or 1, got 2 in row 2"],
    [{ ...good, predictions: [0, NaN] }, {}, "'predictions' must be 0 or 1, got NaN in row 2"],
    [{ ...good, predictions: [0] }, {}, "there are 2 labels but 1 'predictions'"],
    [{ ...good, scores: [0.1, Infinity] }, {}, "'scores' must be finite, got Infinity in row 2"],
    [{ ...good, weights: [1, -2] }, {}, "'weights' must be at least 0, got -2 in row 2"],
    [{ ...good, weights: [0, 0] }, {}, "'weights' are all 0"],
    [{ ...good, groups: [["a"]] }, {}, "'groups' column 'group 1' has 1 rows, not 2"],
    [{ ...good, groupNames: ["a", "b"] }, {}, "there are 1 columns in 'groups' but 2 names"],
    [good, { bootstraps: 1.5 }, "'bootstraps' must be a whole number of at least 0, got 1.5"],
    [good, { level: 1 }, "'level' must be between 0 and 1, got 1"],
  ])("refuses bad input (%#)", async (input, options, message) => {
    await expect(groupMetrics(input, options)).rejects.toThrow(new InputError(`groupMetrics: ${message}`));
  });
});
