import { describe, expect, it } from "vitest";
import { table } from "arquero";
import { InputError } from "../../../../kernel-lib/src/contract/index.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { buildDesign } from "../../../../kernel-lib/src/data/design/index.js";
import {
  simulateBinary,
  simulateCounts,
  simulateLinear,
  type Simulation,
} from "../../../../kernel-lib/src/data/simulate/index.js";

const rows = 20_000;
const outcomeOf = ({ table, truth }: Simulation) => table.column(truth.outcome) as Float64Array;

/** Largest |Σ x (y − mean)| over the design's columns, in standard errors: the score at the truth is near 0. */
function largestScore(simulation: Simulation, variance: (mean: number) => number): number {
  const { truth } = simulation;
  const y = outcomeOf(simulation);
  const design = buildDesign(asTable(simulation.table, "test"), { terms: truth.terms, where: "test" });
  expect(design.names).toEqual(Object.keys(truth.coefficients));
  const scores = design.names.map((_, column) => {
    let [score, information] = [0, 0];
    for (let row = 0; row < design.rows; row++) {
      const x = design.values[row * design.columns + column]!;
      const mean = truth.mean[row]!;
      score += (x * (y[row]! - mean)) / variance(mean);
      information += (x * x) / variance(mean);
    }
    return Math.abs(score) / Math.sqrt(information);
  });
  return Math.max(...scores);
}

describe("simulators", () => {
  it("draw about the mean that their coefficients make, with the spread they say", () => {
    const linear = simulateLinear({ rows, seed: 5 });
    expect(largestScore(linear, () => linear.truth.sigma ** 2)).toBeLessThan(4);
    const counts = simulateCounts({ rows, seed: 5 });
    expect(largestScore(counts, (mean) => mean + mean ** 2 / counts.truth.theta!)).toBeLessThan(4);
    const poisson = simulateCounts({
      rows,
      seed: 5,
      family: "poisson",
      exposure: null,
      coefficients: { Intercept: 1, lit: -0.5 },
    });
    expect(largestScore(poisson, (mean) => mean)).toBeLessThan(4);
    expect(poisson.truth).toMatchObject({ theta: null, exposure: null });
    expect(poisson.truth.coefficients["zone[T.inner]"]).toBe(0);
    const binary = simulateBinary({ rows, seed: 5 });
    expect(largestScore(binary, (mean) => mean * (1 - mean))).toBeLessThan(4);
    expect(new Set(outcomeOf(binary))).toEqual(new Set([0, 1]));
  });

  it.each([simulateLinear, simulateCounts, simulateBinary])(
    "%o repeats with its seed, and a larger city begins with the smaller",
    (simulate) => {
      const [small, again, large, other] = [
        { rows: 300, seed: 2 },
        { rows: 300, seed: 2 },
        { rows: 600, seed: 2 },
        { rows: 300, seed: 3 },
      ].map((options) => simulate(options).table);
      expect(again!.objects()).toEqual(small!.objects());
      expect(large!.objects({ limit: 300 })).toEqual(small!.objects());
      expect(other!.objects()).not.toEqual(small!.objects());
    },
  );

  it("make a city that could be one", () => {
    const { table } = simulateCounts({ rows });
    const column = (name: string) => table.column(name) as unknown as ArrayLike<number>;
    for (let row = 0; row < rows; row++) {
      expect(column("length")[row]).toBeGreaterThan(10);
      expect(column("distance_metro")[row]).toBeGreaterThanOrEqual(10);
      expect(column("alcohol_outlets")[row]! % 1).toBe(0);
    }
    expect(new Set(table.array("zone"))).toEqual(new Set(["centre", "inner", "outer"]));
    expect(new Set(table.array("ward")).size).toBe(16);
    const mean = outcomeOf(simulateCounts({ rows })).reduce((sum, count) => sum + count, 0) / rows;
    expect(mean).toBeGreaterThan(0.5);
    expect(mean).toBeLessThan(3);
  });

  it("draw outcomes for a table of one's own", () => {
    const own = table({
      x: Float64Array.from({ length: 500 }, (_, row) => row / 250),
      area: new Float64Array(500).fill(2),
    });
    const { table: result, truth } = simulateCounts({
      table: own,
      terms: ["x"],
      coefficients: { Intercept: 1, x: 0.5 },
      exposure: "area",
      outcome: "y",
    });
    expect(result.columnNames()).toEqual(["x", "area", "y"]);
    expect(own.columnNames()).toEqual(["x", "area"]);
    expect(truth.mean[250]).toBeCloseTo(2 * Math.exp(1.5), 12);
  });

  it.each<[() => unknown, string]>([
    [
      () => simulateCounts({ rows: 5 }),
      "simulateCounts: 'rows' must be a whole number of at least 100, got 5",
    ],
    [
      () => simulateCounts({ rwos: 500 } as never),
      "simulateCounts: unknown option 'rwos' (did you mean 'rows'?); known options are rows, seed, table, terms, coefficients, outcome, family, theta, exposure",
    ],
    [
      () => simulateLinear({ sgima: 1 } as never),
      "simulateLinear: unknown option 'sgima' (did you mean 'sigma'?); known options are rows, seed, table, terms, coefficients, outcome, sigma",
    ],
    [
      () => simulateBinary({ exposure: "length" } as never),
      "simulateBinary: unknown option 'exposure'; known options are rows, seed, table, terms, coefficients, outcome",
    ],
    [
      () => simulateCounts({ family: "poison" as never }),
      "simulateCounts: 'family' must be one of 'poisson', 'negative-binomial', got 'poison' (did you mean 'poisson'?)",
    ],
    [() => simulateCounts({ theta: 0 }), "simulateCounts: 'theta' must be greater than 0, got 0"],
    [() => simulateLinear({ sigma: NaN }), "simulateLinear: 'sigma' must be greater than 0, got NaN"],
    [
      () => simulateBinary({ outcome: "lit" }),
      "simulateBinary: 'outcome' names column 'lit', which the table has already",
    ],
    [
      () => simulateLinear({ terms: ["lit"], coefficients: { lti: 1 } }),
      "simulateLinear: 'coefficients' names 'lti', which the terms do not make (did you mean 'lit'?); they make Intercept, lit",
    ],
    [
      () => simulateCounts({ exposure: "calls_311" }),
      "simulateCounts: 'exposure' must be greater than 0, but column 'calls_311' is 0 in row 2",
    ],
  ])("refuse bad options (%#)", (simulate, message) => {
    expect(simulate).toThrow(new InputError(message));
  });
});
