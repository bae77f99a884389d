import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutsOf } from "../../../../../kernel-lib/src/models/decoupled/thresholds/cuts.js";
import {
  lossesAt,
  lossProblem,
  type LossProblem,
} from "../../../../../kernel-lib/src/models/decoupled/thresholds/losses.js";
import { solve } from "../../../../../kernel-lib/src/models/decoupled/thresholds/solve.js";
import { cohorts, losses, run } from "./enumerate.js";

/** Least objective over all choices of cuts. */
function leastOf(problem: LossProblem, lambda: number): number {
  const at = problem.cohorts.map(() => 0);
  let least = Infinity;
  for (;;) {
    const { error, fairness } = lossesAt(problem, at);
    least = Math.min(least, lambda * error + (1 - lambda) * fairness);
    let k = 0;
    while (k < at.length && ++at[k]! === problem.cohorts[k]!.error.length) at[k++] = 0;
    if (k === at.length) return least;
  }
}

describe("solve()", () => {
  // Given something to beat, the search has no first guess to lean on: its bounds alone must lead to the optimum.
  test("finds the optimum when asked for anything better than a little above it, and nothing below it", async () => {
    const property = fc.asyncProperty(
      cohorts(3, 24, 64),
      fc.constantFrom(...losses),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      async (list, loss, lambda) => {
        const problem = lossProblem(list.map(cutsOf), { loss });
        const least = leastOf(problem, lambda);
        const found = await solve(problem, lambda, { run, better: least + 1e-9 });
        expect(Math.abs(found!.objective - least)).toBeLessThan(1e-12);
        expect(found!.bound).toBe(found!.objective);
        expect(await solve(problem, lambda, { run, better: least - 1e-12 })).toBeNull();
      },
    );
    await fc.assert(property, { numRuns: 150 });
  });

  test("does not care for the order of the cohorts, nor for the unit of the weights", async () => {
    const property = fc.asyncProperty(
      cohorts(4, 12, 32),
      fc.constantFrom(...losses),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (list, loss, lambda) => {
        const objective = async (each: typeof list) =>
          (await solve(lossProblem(each.map(cutsOf), { loss }), lambda, { run }))!.objective;
        const plain = await objective(list);
        expect(await objective([...list].reverse())).toBeCloseTo(plain, 12);
        const heavier = list.map((each) => ({
          ...each,
          weights: Float64Array.from(each.scores, (_, row) => 3 * (each.weights?.[row] ?? 1)),
        }));
        expect(await objective(heavier)).toBeCloseTo(plain, 12);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});
