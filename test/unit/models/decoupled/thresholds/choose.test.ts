import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../../../../kernel-lib/src/contract/index.js";
import { chooseThresholds } from "../../../../../kernel-lib/src/models/decoupled/thresholds/index.js";
import { cohorts, everyThresholds, losses, lossesByRow, run } from "./enumerate.js";

const costs = fc.oneof(
  fc.constant({}),
  fc.record({ falsePositive: fc.nat(4).map((v) => v / 2), falseNegative: fc.nat(4).map((v) => v / 2) }),
);
const lambda = fc.oneof(fc.constantFrom(0, 0.2, 0.5, 0.8, 1), fc.double({ min: 0, max: 1, noNaN: true }));

describe("chooseThresholds() against full enumeration", () => {
  for (const loss of losses) {
    test.each([
      [2, 12, 16, 60],
      [4, 6, 8, 40],
    ])(`${loss}, up to %d cohorts of %d rows`, async (most, rows, grid, numRuns) => {
      const property = fc.asyncProperty(
        cohorts(most, rows, grid),
        lambda,
        costs,
        fc.constantFrom("published" as const, "as-coded" as const),
        async (list, weight, prices, scaling) => {
          const options = { loss, costs: prices, scaling };
          const found = await chooseThresholds(list, { ...options, lambda: weight, run });
          const objective = (thresholds: number[]) => {
            const { error, fairness } = lossesByRow(list, thresholds, options);
            return weight * error + (1 - weight) * fairness;
          };
          let least = Infinity;
          for (const thresholds of everyThresholds(list)) least = Math.min(least, objective(thresholds));
          expect(Math.abs(objective(found.thresholds) - least)).toBeLessThan(1e-12);
          expect(Math.abs(found.objective - least)).toBeLessThan(1e-12);
          expect(found).toMatchObject({ bound: found.objective, gap: 0, certified: true });
        },
      );
      await fc.assert(property, { numRuns });
    });
  }
});

const cohort = (name: string, scores: number[], labels: number[], weights?: number[]) => ({
  name,
  scores: Float64Array.from(scores),
  labels: Uint8Array.from(labels),
  ...(weights && { weights: Float64Array.from(weights) }),
});
const two = [
  cohort("a", [0.1, 0.2, 0.6, 0.7, 0.9], [0, 0, 1, 0, 1]),
  cohort("b", [0.15, 0.3, 0.4, 0.8], [0, 1, 0, 0]),
];

describe("chooseThresholds()", () => {
  test("without a fairness loss cuts each cohort by the rule, and claims no optimum", async () => {
    const f1 = await chooseThresholds(two, { run });
    expect(f1.thresholds).toEqual([0.6, 0.3]);
    expect(f1).toMatchObject({ bound: null, gap: null, certified: false });
    expect(f1.parts).toEqual({ error: 3 / 9, fairness: null });
    const roc = await chooseThresholds(two, { rule: "roc", run });
    expect(roc.thresholds).toEqual([0.6, 0.3]);
    expect(roc.byCohort[1]).toEqual({
      name: "b",
      threshold: 0.3,
      weight: 4,
      positives: 1,
      selectionRate: 3 / 4,
      errorRate: 2 / 4,
      truePositiveRate: 1,
      falsePositiveRate: 2 / 3,
      precision: 1 / 3,
    });
  });

  test("at λ = 1 makes the fewest errors, and of those the fairest; at λ = 0 the other way round", async () => {
    for (const loss of losses) {
      const options = { loss, scaling: "published" as const };
      const all = [...everyThresholds(two)].map((thresholds) => lossesByRow(two, thresholds, options));
      const first = async (by: "error" | "fairness", then: "error" | "fairness", lambda: number) => {
        const least = Math.min(...all.map((each) => each[by]));
        const tied = all.filter((each) => each[by] <= least + 1e-12);
        const { parts, gap } = await chooseThresholds(two, { loss, lambda, run });
        expect(gap).toBe(0);
        expect(parts[by]).toBeCloseTo(least, 12);
        expect(parts[then]).toBeCloseTo(Math.min(...tied.map((each) => each[then])), 12);
      };
      await first("error", "fairness", 1);
      await first("fairness", "error", 0);
    }
  });

  test("has one cohort only: no spread is left, and the error is the least there is", async () => {
    for (const loss of losses) {
      const { parts, certified } = await chooseThresholds([two[0]!], { loss, run });
      expect(certified).toBe(true);
      expect(parts.error).toBeCloseTo(1 / 5, 12);
    }
  });

  test("takes scores that are all equal, and cohorts of one class", async () => {
    const flat = [cohort("flat", [0.5, 0.5, 0.5], [1, 1, 0]), cohort("none", [0.2, 0.4], [0, 0])];
    for (const loss of losses) {
      const { parts, byCohort } = await chooseThresholds(flat, { loss, lambda: 1, run });
      expect(parts.error).toBeCloseTo(1 / 5, 12);
      expect(byCohort[1]!.truePositiveRate).toBeNull();
    }
  });

  test("weighs wrong positives and wrong negatives", async () => {
    const careful = await chooseThresholds(two, { loss: "balanced", costs: { falsePositive: 100 }, run });
    expect(careful.byCohort.map(({ falsePositiveRate }) => falsePositiveRate)).toEqual([0, 0]);
    const bold = await chooseThresholds(two, { loss: "balanced", costs: { falseNegative: 100 }, run });
    expect(bold.byCohort.map(({ truePositiveRate }) => truePositiveRate)).toEqual([1, 1]);
  });

  const many = Array.from({ length: 5 }, (_, k) =>
    cohort(
      `c${k}`,
      Array.from({ length: 300 + k }, (_, i) => ((i * 7919 + k * 13) % 997) / 997),
      Array.from({ length: 300 + k }, (_, i) =>
        (i * 31 + k * 7) % 97 < (((i * 7919 + k * 13) % 997) / 997) * 97 ? 1 : 0,
      ),
    ),
  );

  test("states its gap when time is up or the run is cancelled", async () => {
    const options = { loss: "equalised-odds", lambda: 0.6 } as const;
    const full = await chooseThresholds(many, { ...options, run });
    expect(full).toMatchObject({ gap: 0, certified: true });
    const hurried = await chooseThresholds(many, { ...options, timeLimit: 1e-9, run });
    const stopped = await chooseThresholds(many, { ...options, run: { ...run, cancelled: true } });
    for (const each of [hurried, stopped]) {
      expect(each.certified).toBe(false);
      expect(each.gap!).toBeGreaterThan(0);
      expect(each.bound!).toBeLessThanOrEqual(full.objective);
      expect(each.objective).toBeGreaterThanOrEqual(full.objective);
    }
  });

  test("is never worse than the one pass, which starts from the rule's cuts", async () => {
    for (const loss of losses) {
      const exact = await chooseThresholds(many, { loss, run });
      const pass = await chooseThresholds(many, { loss, search: "one-pass", run });
      expect(exact.objective).toBeLessThanOrEqual(pass.objective + 1e-12);
    }
  });

  test.each([
    [[], {}, "chooseThresholds: 'cohorts' is empty; give at least one"],
    [[cohort("a", [], [])], {}, "chooseThresholds: cohort 'a' has no rows"],
    [[two[0]!, two[0]!], {}, "chooseThresholds: two cohorts are called 'a'"],
    [[cohort("a", [0.5], [0, 1])], {}, "chooseThresholds: cohort 'a' has 1 scores but 2 labels"],
    [[cohort("a", [NaN], [0])], {}, "chooseThresholds: score 1 of cohort 'a' is NaN; it must be finite"],
    [[cohort("a", [0.5], [2])], {}, "chooseThresholds: label 1 of cohort 'a' must be 0 or 1, got 2"],
    [
      [cohort("a", [0.5], [1], [-1])],
      {},
      "chooseThresholds: weight 1 of cohort 'a' must be at least 0, got -1",
    ],
    [[cohort("a", [0.5], [1], [0])], {}, "chooseThresholds: all weights of cohort 'a' are 0"],
    [two, { lambda: 2 }, "chooseThresholds: 'lambda' must be from 0 to 1, got 2"],
    [two, { lambda: NaN }, "chooseThresholds: 'lambda' must be from 0 to 1, got NaN"],
    [
      two,
      { costs: { falsePositive: -1 } },
      "chooseThresholds: 'costs.falsePositive' must be a number of at least 0, got -1",
    ],
    [two, { timeLimit: 0 }, "chooseThresholds: 'timeLimit' must be above 0 seconds, got 0"],
  ])("refuses bad input (%#)", async (list, options, message) => {
    await expect(chooseThresholds(list, { ...options, run })).rejects.toThrow(new InputError(message));
  });
});
