import { describe, expect, it, test } from "vitest";
import { randomKey } from "../../../../kernel-lib/src/compute/random/index.js";
import { beta } from "../../../../kernel-lib/src/models/trajectories/families/beta.js";
import { binomial } from "../../../../kernel-lib/src/models/trajectories/families/binomial.js";
import {
  censoredNormal,
  logCdf,
} from "../../../../kernel-lib/src/models/trajectories/families/censored-normal.js";
import type { Family } from "../../../../kernel-lib/src/models/trajectories/families/index.js";
import { gaussian } from "../../../../kernel-lib/src/models/trajectories/families/gaussian.js";
import {
  negativeBinomial,
  risingByIntegral,
} from "../../../../kernel-lib/src/models/trajectories/families/negative-binomial.js";
import { poisson } from "../../../../kernel-lib/src/models/trajectories/families/poisson.js";
import { zipTau } from "../../../../kernel-lib/src/models/trajectories/families/zip-tau.js";
import { zip } from "../../../../kernel-lib/src/models/trajectories/families/zip.js";

interface Case {
  family: Family;
  /** Values of the predictors to look at. */
  at: number[][];
  outcomes: number[];
  trials?: number;
  /** Whether outcomes count, so that densities sum to 1; else they integrate to 1. */
  counts?: boolean;
}

const normal = { centre: 3, unit: 2 };
const cases: Record<string, Case> = {
  gaussian: {
    family: gaussian(normal),
    at: [
      [2.5, 0.3],
      [-4, -1],
      [3, 1.5],
    ],
    outcomes: [-2, 3.1, 7],
  },
  "censored normal": {
    family: censoredNormal({ lower: 0, upper: 6, ...normal }),
    at: [
      [2.5, 0.3],
      [-9, -0.5],
      [12, 0.4],
    ],
    outcomes: [0, 3.1, 6],
  },
  poisson: { family: poisson, at: [[-2], [0.4], [3]], outcomes: [0, 1, 7], counts: true },
  "negative binomial": {
    family: negativeBinomial,
    at: [
      [-2, 0.5],
      [0.4, -6],
      [3, -1],
    ],
    outcomes: [0, 1, 7, 60],
    counts: true,
  },
  zip: {
    family: zip,
    at: [
      [-2, 0.3],
      [0.4, -2],
      [3, 2],
    ],
    outcomes: [0, 1, 7],
    counts: true,
  },
  "zip-tau": {
    family: zipTau,
    at: [
      [-2, 0.3],
      [0.4, -2],
      [1.5, 1],
    ],
    outcomes: [0, 1, 7],
    counts: true,
  },
  logit: { family: binomial, at: [[-2], [0.4], [5]], outcomes: [0, 1] },
  binomial: { family: binomial, at: [[-2], [0.4], [5]], outcomes: [0, 3, 9], trials: 9 },
  beta: {
    family: beta,
    at: [
      [-2, 1],
      [0.4, 3],
      [1, 0.8],
    ],
    outcomes: [0.01, 0.4, 0.99],
  },
};

const offset = 0.2;
const logExposure = (name: string) => (cases[name]!.counts ? 0.7 : 0);

const cellsOf = (name: string, outcome: number, count = 1) => ({
  count,
  offset: new Float64Array(count).fill(offset),
  logExposure: new Float64Array(count).fill(logExposure(name)),
  outcome: new Float64Array(count).fill(outcome),
});

function describeOne(name: string, outcome: number) {
  const { family, trials } = cases[name]!;
  return family.describe({
    response: Float64Array.of(outcome),
    trials: trials === undefined ? null : Float64Array.of(trials),
  });
}

function logDensity(name: string, outcome: number, predictors: readonly number[]): number {
  const { family } = cases[name]!;
  const { statistics, constants } = describeOne(name, outcome);
  const a = new Float64Array(family.statistics);
  family.coefficients(
    cellsOf(name, outcome),
    predictors.map((value) => Float64Array.of(value)),
    a,
  );
  return a.reduce((sum, value, k) => sum + value * statistics[k]!, constants[0]!);
}

function derivatives(name: string, outcome: number, predictors: readonly number[]) {
  const { family } = cases[name]!;
  const q = predictors.length;
  const width = family.statistics;
  const { statistics } = describeOne(name, outcome);
  const first = new Float64Array(q * width);
  const second = new Float64Array(((q * (q + 1)) / 2) * width);
  family.derivatives(
    cellsOf(name, outcome),
    predictors.map((value) => Float64Array.of(value)),
    first,
    second,
  );
  const dot = (values: Float64Array, block: number) =>
    statistics.reduce((sum, t, k) => sum + t * values[block * width + k]!, 0);
  const gradient = predictors.map((_, j) => dot(first, j));
  const hessian = predictors.map((_, j) =>
    predictors.map((__, l) => dot(second, (Math.max(j, l) * (Math.max(j, l) + 1)) / 2 + Math.min(j, l))),
  );
  return { gradient, hessian };
}

const moved = (at: readonly number[], j: number, by: number) =>
  at.map((value, k) => value + (k === j ? by : 0));

describe.each(Object.keys(cases))("%s", (name) => {
  const { family, at, outcomes } = cases[name]!;
  const pairs = at.flatMap((predictors) => outcomes.map((outcome) => ({ predictors, outcome })));
  const step = 1e-5;

  it.each(pairs)("has the right derivatives at $predictors for $outcome", ({ predictors, outcome }) => {
    const { gradient, hessian } = derivatives(name, outcome, predictors);
    predictors.forEach((_, j) => {
      const up = moved(predictors, j, step);
      const down = moved(predictors, j, -step);
      const slope = (logDensity(name, outcome, up) - logDensity(name, outcome, down)) / (2 * step);
      expect(Math.abs(gradient[j]! - slope)).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
      const above = derivatives(name, outcome, up).gradient;
      const below = derivatives(name, outcome, down).gradient;
      above.forEach((value, l) => {
        const curvature = (value - below[l]!) / (2 * step);
        expect(Math.abs(hessian[j]![l]! - curvature)).toBeLessThan(1e-6 * (1 + Math.abs(curvature)));
      });
    });
  });

  it.each(at)("is a distribution with the mean it says", (...predictors) => {
    const { total, mean } = moments(name, predictors);
    expect(total).toBeCloseTo(1, 6);
    const said = family.mean(
      cellsOf(name, 0),
      predictors.map((value) => Float64Array.of(value)),
    )[0]!;
    expect(Math.abs(said * (cases[name]!.trials ?? 1) - mean)).toBeLessThan(1e-5 * (1 + Math.abs(mean)));
  });

  it.each(at)("draws outcomes with that mean", (...predictors) => {
    const count = 4000;
    const { trials } = cases[name]!;
    const drawn = family.draw(
      cellsOf(name, 0, count),
      predictors.map((value) => new Float64Array(count).fill(value)),
      { trials: trials === undefined ? null : new Float64Array(count).fill(trials), key: randomKey(7) },
    );
    const { mean, variance } = moments(name, predictors);
    const average = drawn.reduce((sum, y) => sum + y / count, 0);
    expect(Math.abs(average - mean)).toBeLessThan(4.5 * Math.sqrt(variance / count) + 1e-9);
  });
});

/** Σ or ∫ of the density, and its mean and variance. */
function moments(
  name: string,
  predictors: readonly number[],
): { total: number; mean: number; variance: number } {
  let total = 0;
  let mean = 0;
  let square = 0;
  const add = (y: number, mass: number) => {
    total += mass;
    mean += mass * y;
    square += mass * y * y;
  };
  const density = (y: number) => Math.exp(logDensity(name, y, predictors));
  const { counts, trials } = cases[name]!;
  if (counts) for (let y = 0; y < 4000; y++) add(y, density(y));
  else if (name === "logit" || name === "binomial")
    for (let y = 0; y <= (trials ?? 1); y++) add(y, density(y));
  else if (name === "beta") {
    // y = 1/(1 + e^−s), to meet poles at the ends.
    for (let s = -80; s <= 80; s += 0.01) {
      const y = 1 / (1 + Math.exp(-s));
      if (y > 1e-300 && y < 1 - 1e-15) add(y, density(y) * y * (1 - y) * 0.01);
    }
  } else {
    const limits = name === "gaussian" ? [-60, 60] : [0, 6];
    const n = 60_000;
    const width = (limits[1]! - limits[0]!) / n;
    for (let k = 0; k < n; k++)
      add(limits[0]! + (k + 0.5) * width, density(limits[0]! + (k + 0.5) * width) * width);
    if (name !== "gaussian") for (const limit of limits) add(limit, density(limit));
  }
  return { total, mean, variance: Math.max(0, square - mean * mean) };
}

describe("log Φ", () => {
  it("keeps its digits far in the lower tail", () => {
    // SciPy: norm.logcdf.
    expect(logCdf(-5).value).toBeCloseTo(-15.064998393988727, 12);
    expect(logCdf(-30).value).toBeCloseTo(-454.32124395634327, 10);
    expect(logCdf(-200).value).toBeCloseTo(-20006.21728089819, 8);
  });

  it("goes over smoothly from one formula to the other", () => {
    const [above, below] = [logCdf(-20 + 1e-9), logCdf(-20 - 1e-9)];
    expect(Math.abs(above.slope - below.slope)).toBeLessThan(1e-7);
    expect(Math.abs(above.curvature - below.curvature)).toBeLessThan(1e-7);
  });
});

test.each([
  [1500, 9e-5],
  [1500, 1e-9],
  [200_000, 5e-5],
  [200_000, 3e-8],
])("sums of logarithms for %d counts and a dispersion of %d are those added up", (y, alpha) => {
  const added = { value: 0, first: 0, second: 0 };
  for (let j = y - 1; j >= 1; j--) {
    const share = (alpha * j) / (1 + alpha * j);
    added.value += Math.log1p(alpha * j);
    added.first += share;
    added.second += share * (1 - share);
  }
  const found = risingByIntegral(y, alpha);
  for (const name of ["value", "first", "second"] as const)
    expect(Math.abs(found[name] / added[name] - 1)).toBeLessThan(1e-10);
});

test("a hopeless curve of negative binomial counts gains no likelihood", () => {
  const density = (eta: number) => {
    const one = new Float64Array(1);
    const cells = { count: 1, offset: one, logExposure: one, outcome: Float64Array.of(1e6) };
    const out = new Float64Array(1);
    negativeBinomial.coefficients(cells, [Float64Array.of(eta), Float64Array.of(0)], out);
    return out[0]!;
  };
  expect(density(1e4)).toBeLessThan(density(Math.log(1e6)));
});
