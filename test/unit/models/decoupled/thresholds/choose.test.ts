import fc from "fast-check";
import { describe, expect, test } from "vitest";
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
