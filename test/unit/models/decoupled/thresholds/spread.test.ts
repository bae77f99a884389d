import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutsOf } from "../../../../../kernel-lib/src/models/decoupled/thresholds/cuts.js";
import { lossProblem } from "../../../../../kernel-lib/src/models/decoupled/thresholds/losses.js";
import { climb } from "../../../../../kernel-lib/src/models/decoupled/thresholds/spread/climb.js";
import { LeastFirst } from "../../../../../kernel-lib/src/models/decoupled/thresholds/spread/heap.js";
import { visitChoices } from "../../../../../kernel-lib/src/models/decoupled/thresholds/spread/pairs.js";
import {
  objectiveOf,
  type SpreadProblem,
  spreadProblem,
} from "../../../../../kernel-lib/src/models/decoupled/thresholds/spread/problem.js";
import { relax } from "../../../../../kernel-lib/src/models/decoupled/thresholds/spread/relax.js";
import { searchSpread } from "../../../../../kernel-lib/src/models/decoupled/thresholds/spread/search.js";
import { cohorts, run } from "./enumerate.js";

const spreads = fc.constantFrom(
  "numerical-parity",
  "demographic-parity",
  "equalised-odds",
  "predictive-parity",
);
const problems = fc
  .tuple(cohorts(4, 8, 16), spreads, fc.double({ min: 0.05, max: 0.95, noNaN: true }))
  .map(([list, loss, lambda]) => spreadProblem(lossProblem(list.map(cutsOf), { loss }), lambda));

/** Every choice, with its objective and the means of its rates. */
function everyChoice(problem: SpreadProblem): { choice: number[]; value: number; means: number[] }[] {
  const choices = problem.cohorts.reduce<number[][]>(
    (all, { cost }) => all.flatMap((choice) => Array.from(cost, (_, state) => [...choice, state])),
    [[]],
  );
  return choices.map((choice) => ({
    choice,
    value: objectiveOf(problem, choice),
    means: problem.members.map((count, d) =>
      count === 0
        ? 0
        : problem.cohorts.reduce((sum, { rates }, k) => sum + (rates[d]?.[choice[k]!] ?? 0), 0) / count,
    ),
  }));
}

/** A part of the search around the means of one of its choices. */
const parts = fc
  .tuple(problems, fc.nat(), fc.double({ min: 0, max: 0.3, noNaN: true }))
  .map(([problem, at, width]) => {
    const all = everyChoice(problem);
    const { means } = all[at % all.length]!;
    const part = {
      lower: means.map((mean) => mean - width),
      upper: means.map((mean) => mean + width),
      candidates: problem.cohorts.map(({ cost }) => Int32Array.from(cost.keys())),
    };
    const inside = all.filter((each) =>
      each.means.every((mean, d) => mean >= part.lower[d]! - 1e-12 && mean <= part.upper[d]! + 1e-12),
    );
    return { problem, part, inside };
  });

describe("relax()", () => {
  test("bounds every choice of a part from below, by at least what its states are surcharged", () => {
    fc.assert(
      fc.property(parts, ({ problem, part, inside }) => {
        const { bound, surcharges } = relax(
          problem,
          part,
          part.lower.map(() => 0),
          Infinity,
        );
        for (const { choice, value } of inside) {
          const surcharge = choice.reduce((sum, state, k) => sum + surcharges[k]![state]!, 0);
          expect(value).toBeGreaterThanOrEqual(bound + surcharge - 1e-12);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe("visitChoices()", () => {
  test("calls with every choice of a part that may be near enough the bound, or refuses", () => {
    fc.assert(
      fc.property(
        parts,
        fc.double({ min: 0.001, max: 0.5, noNaN: true }),
        ({ problem, part, inside }, slack) => {
          const relaxation = relax(
            problem,
            part,
            part.lower.map(() => 0),
            Infinity,
          );
          const visited = new Set<string>();
          const limits = { halfLimit: Infinity, pairLimit: Infinity };
          const visit = (choice: Int32Array) => visited.add(choice.join());
          expect(visitChoices(problem, part, relaxation, slack, limits, visit)).toBe(true);
          for (const { choice, value } of inside) {
            if (value < relaxation.bound + slack - 1e-12) expect(visited).toContain(choice.join());
          }
          const few = { halfLimit: Infinity, pairLimit: visited.size - 1 };
          const none = () => expect.unreachable();
          if (visited.size > 0) expect(visitChoices(problem, part, relaxation, slack, few, none)).toBe(false);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("climb()", () => {
  test("ends where no change of one cohort's state helps", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const choice = new Int32Array(problem.cohorts.length);
        const value = climb(problem, choice);
        expect(value).toBe(objectiveOf(problem, choice));
        problem.cohorts.forEach(({ cost }, k) =>
          cost.forEach((_, state) => {
            const other = choice.with(k, state);
            expect(objectiveOf(problem, other)).toBeGreaterThanOrEqual(value - 1e-12);
          }),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe("spreadProblem()", () => {
  test("leaves out no cut that the optimum needs", () => {
    fc.assert(
      fc.property(
        cohorts(3, 10, 16),
        spreads,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (list, loss, lambda) => {
          const full = lossProblem(list.map(cutsOf), { loss });
          const least = (problem: SpreadProblem) =>
            Math.min(...everyChoice(problem).map(({ value }) => value));
          const reduced = spreadProblem(full, lambda);
          const dimensions = full.cohorts[0]!.rates.map((_, d) => d);
          const whole: SpreadProblem = {
            ...reduced,
            cohorts: full.cohorts.map(({ error, rates }) => ({
              cuts: Int32Array.from(error.keys()),
              cost: error.map((value) => lambda * value),
              rates: dimensions.map((d) => (reduced.members[d] ? rates[d]! : null)),
            })),
          };
          expect(least(reduced)).toBeCloseTo(least(whole), 12);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("searchSpread()", () => {
  const few = { halfLimit: 8, pairLimit: 12 };
  test.each([
    ["limits of the means", 0],
    ["lists of states", Infinity],
  ])("finds the optimum by halving %s, too", async (_, narrowness) => {
    let halved = 0;
    const property = fc.asyncProperty(problems, async (problem) => {
      const all = everyChoice(problem).map(({ value }) => value);
      const least = Math.min(...all);
      const options = { run, better: least + 0.01, effort: { wide: few, narrow: few, narrowness } };
      const { objective, bound, parts: looked } = await searchSpread(problem, options);
      expect(Math.abs(objective - least)).toBeLessThan(1e-12);
      expect(bound).toBe(objective);
      if (looked > 1) halved++;
    });
    await fc.assert(property, { numRuns: 100 });
    expect(halved).toBeGreaterThan(10);
  });
});

describe("LeastFirst", () => {
  test("hands out the least key first, and of equal keys the oldest", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5)), (keys) => {
        const queue = new LeastFirst<number>();
        keys.forEach((key, index) => queue.push(key, index));
        const expected = keys
          .map((key, index) => ({ key, index }))
          .sort((a, b) => a.key - b.key || a.index - b.index);
        for (const { key, index } of expected) {
          expect(queue.leastKey).toBe(key);
          expect(queue.pop()).toBe(index);
        }
        expect(queue.size).toBe(0);
        expect(queue.leastKey).toBe(Infinity);
        expect(queue.pop()).toBeUndefined();
      }),
    );
  });
});
