import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bernoulli,
  choice,
  foldIn,
  gamma,
  integers,
  type Key,
  negativeBinomial,
  normal,
  permutation,
  poisson,
  randomKey,
  split,
  uniform,
} from "../../../../kernel-lib/src/compute/random/index.js";
import { logFactorial } from "../../../../kernel-lib/src/compute/random/counts.js";
import { normalQuantile } from "../../../../kernel-lib/src/compute/random/normal.js";
import { InputError } from "../../../../kernel-lib/src/contract/index.js";
import { chiSquare, kolmogorovSmirnov, moments } from "./statistics.js";

const n = 100_000;
const key = randomKey(20261121);

const poissonProbability = (mean: number) => (k: number) =>
  Math.exp(k * Math.log(mean) - mean - logFactorial(k));

/** Negative-binomial probabilities by their recurrence. */
function negativeBinomialProbability(mean: number, theta: number): (k: number) => number {
  const probabilities = [(theta / (theta + mean)) ** theta];
  return (k) => {
    for (let next = probabilities.length; next <= k; next++) {
      probabilities.push((probabilities[next - 1]! * ((next - 1 + theta) / next) * mean) / (theta + mean));
    }
    return probabilities[k]!;
  };
}

describe("keys", () => {
  const samplers: [string, (key: Key, n: number) => ArrayLike<number>][] = [
    ["uniform", uniform],
    ["normal", normal],
    ["poisson", (key, n) => poisson(key, 3, n)],
    ["poisson of large mean", (key, n) => poisson(key, 300, n)],
    ["gamma", (key, n) => gamma(key, 0.7, n)],
    ["negativeBinomial", (key, n) => negativeBinomial(key, 3, 1.5, n)],
    ["bernoulli", (key, n) => bernoulli(key, 0.3, n)],
    ["integers", (key, n) => integers(key, 0, 10, n)],
    ["choice", (key, n) => choice(key, 10, n)],
  ];

  it.each(samplers)(
    "give %s the same numbers again, however many are drawn and whatever else was",
    (_, sample) => {
      fc.assert(
        fc.property(fc.nat(), fc.integer({ min: 1, max: 50 }), (seed, count) => {
          const first = Array.from(sample(randomKey(seed), count));
          normal(randomKey(seed + 1), 5);
          expect(Array.from(sample(randomKey(seed), count + 20)).slice(0, count)).toEqual(first);
        }),
        { numRuns: 20 },
      );
    },
  );

  it("do not change between versions of the library", () => {
    // Frozen: a change here would change every seeded result that anybody has published.
    expect(Array.from(uniform(randomKey(1), 3))).toEqual([
      0.11815024488772985, 0.2586038205183311, 0.45611219391260494,
    ]);
    expect(foldIn(randomKey(1), 7)).toEqual([-1760407457, 1309132663]);
    expect(split(randomKey(1), 2)).toEqual([
      [-884350714, 539737374],
      [1800727102, 640926044],
    ]);
  });

  it("split and fold into keys that are all different, and that do not depend on their number", () => {
    const all = [key, ...split(key, 1000), ...Array.from({ length: 1000 }, (_, index) => foldIn(key, index))];
    expect(new Set(all.map(String)).size).toBe(2001);
    expect(split(key, 3)).toEqual(split(key, 1000).slice(0, 3));
    expect(foldIn(key, 1)).not.toEqual(foldIn(key, 1 + 2 ** 32));
  });

  it("give split and folded keys numbers that are uncorrelated with each other and with the parent's", () => {
    const samples = [key, ...split(key, 2), foldIn(key, 0), foldIn(key, 1)].map((each) => normal(each, n));
    for (const [index, a] of samples.entries()) {
      for (const b of samples.slice(index + 1)) {
        const correlation = a.reduce((sum, value, row) => sum + value * b[row]!, 0) / n;
        // Four standard errors.
        expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(n));
      }
    }
    // The first number of each of many folded keys is uniform too.
    const firsts = Float64Array.from({ length: 20_000 }, (_, index) => uniform(foldIn(key, index), 1)[0]!);
    expect(kolmogorovSmirnov(firsts, (x) => x)).toBeLessThan(1.95);
  });

  it.each([-1, 0.5, NaN, 2 ** 53])("refuse the seed %d", (seed) => {
    expect(() => randomKey(seed)).toThrow(
      new InputError(`randomKey: 'seed' must be a whole number from 0 to 2^53 - 1, got ${seed}`),
    );
  });
});

describe("uniform and normal", () => {
  it("follow their distributions", () => {
    const u = uniform(key, n);
    expect(Math.min(...u.subarray(0, 1000))).toBeGreaterThanOrEqual(0);
    expect(kolmogorovSmirnov(u, (x) => x)).toBeLessThan(1.95);
    // Low bits are as random as high ones.
    expect(
      kolmogorovSmirnov(
        u.map((x) => (x * 2 ** 30) % 1),
        (x) => x,
      ),
    ).toBeLessThan(1.95);
    const z = normal(key, n);
    expect(kolmogorovSmirnov(z, normalCdf)).toBeLessThan(1.95);
    const { mean, variance } = moments(z);
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  });

  // R: print(qnorm(c(1e-15, 1e-5, .01, .3, .5, .975, .9999)), digits = 17)
  it.each([
    [1e-15, -7.9413453261709952],
    [1e-5, -4.26489079392282555],
    [0.01, -2.32634787404084076],
    [0.3, -0.52440051270804067],
    [0.5, 0],
    [0.975, 1.95996398454005361],
    [0.9999, 3.7190164854557084],
  ])("takes of %d the quantile %d", (p, quantile) => {
    expect(Math.abs(normalQuantile(p) - quantile)).toBeLessThanOrEqual(4e-16 * Math.abs(quantile));
  });
});

describe("counts", () => {
  it.each([0.1, 1, 3, 9.99, 10, 15, 40, 300])("poisson of mean %d follow their distribution", (mean) => {
    expect(chiSquare(poisson(key, mean, n), poissonProbability(mean))).toBeLessThan(3.1);
  });

  it("poisson of enormous mean keep mean and variance", () => {
    const { mean, variance } = moments(poisson(key, 1e9, n));
    expect(Math.abs(mean - 1e9)).toBeLessThan(4 * Math.sqrt(1e9 / n));
    expect(Math.abs(variance / 1e9 - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Array.from(poisson(key, 0, 3))).toEqual([0, 0, 0]);
  });

  it.each([
    [3, 1.5],
    [0.5, 0.2],
    [40, 8],
  ])("negative binomial of mean %d and theta %d follow their distribution", (mean, theta) => {
    expect(
      chiSquare(negativeBinomial(key, mean, theta, n), negativeBinomialProbability(mean, theta)),
    ).toBeLessThan(3.1);
  });

  it("take one parameter a draw", () => {
    const means = Float64Array.from({ length: n }, (_, row) => (row % 2 === 0 ? 0.5 : 50));
    const counts = poisson(key, means, n);
    expect(
      chiSquare(
        counts.filter((_, row) => row % 2 === 0),
        poissonProbability(0.5),
      ),
    ).toBeLessThan(3.1);
    expect(
      chiSquare(
        counts.filter((_, row) => row % 2 === 1),
        poissonProbability(50),
      ),
    ).toBeLessThan(3.1);
    // The same as drawing each alone: no row depends on another's parameter.
    expect(counts[0]).toBe(poisson(key, 0.5, 1)[0]);
    expect(counts[1]).toBe(poisson(key, 50, 2)[1]);
  });

  it("bernoulli and integers follow theirs", () => {
    expect(chiSquare(bernoulli(key, 0.3, n), (value) => (value === 1 ? 0.3 : 0.7))).toBeLessThan(3.1);
    expect(chiSquare(integers(key, 0, 7, n), () => 1 / 7)).toBeLessThan(3.1);
    const wide = integers(key, -(2 ** 52), 2 ** 52, n);
    expect(kolmogorovSmirnov(wide, (x) => (x + 2 ** 52) / 2 ** 53)).toBeLessThan(1.95);
  });

  it.each([
    [() => poisson(key, -1, 1), "poisson: 'mean' must be at least 0, got -1"],
    [() => poisson(key, [1, NaN], 2), "poisson: 'mean' must be at least 0, got NaN in place 2"],
    [() => poisson(key, [1], 2), "poisson: 'mean' must hold one number for each of 2 draws, got 1"],
    [() => negativeBinomial(key, 1, 0, 1), "negativeBinomial: 'theta' must be greater than 0, got 0"],
    [() => gamma(key, 0, 1), "gamma: 'shape' must be greater than 0, got 0"],
    [() => bernoulli(key, 1.5, 1), "bernoulli: 'probability' must be between 0 and 1, got 1.5"],
    [
      () => integers(key, 3, 3, 1),
      "integers: 'low' and 'high' must be whole numbers with low < high, got 3 and 3",
    ],
    [() => choice(key, 2, 3, { replace: false }), "choice: cannot take 3 of 2 without replacement"],
    [() => choice(key, 2, 1, { weights: [0, 0] }), "choice: 'weights' must not all be 0"],
  ])("refuse impossible parameters (%#)", (draw, message) => {
    expect(draw).toThrow(new InputError(message));
  });
});

describe("gamma", () => {
  it.each([0.3, 1, 2.5, 30])(
    "of shape %d has its moments, and its reciprocal mean where that exists",
    (shape) => {
      const draws = gamma(key, shape, n);
      const { mean, variance } = moments(draws);
      expect(Math.abs(mean - shape)).toBeLessThan(4 * Math.sqrt(shape / n));
      // Var of the sample variance: (kurtosis − 1) σ⁴ / n with kurtosis 3 + 6 / shape.
      expect(Math.abs(variance - shape)).toBeLessThan(4 * shape * Math.sqrt((2 + 6 / shape) / n));
      if (shape > 3) expect(moments(draws.map((x) => 1 / x)).mean).toBeCloseTo(1 / (shape - 1), 3);
    },
  );

  it("follows its distribution where that has a closed form", () => {
    expect(kolmogorovSmirnov(gamma(key, 1, n), (x) => 1 - Math.exp(-x))).toBeLessThan(1.95);
    expect(kolmogorovSmirnov(gamma(key, 3, n), (x) => 1 - Math.exp(-x) * (1 + x + (x * x) / 2))).toBeLessThan(
      1.95,
    );
    // Shape 1/2 is half a squared normal.
    expect(kolmogorovSmirnov(gamma(key, 0.5, n), (x) => 2 * normalCdf(Math.sqrt(2 * x)) - 1)).toBeLessThan(
      1.95,
    );
  });
});

describe("permutation and choice", () => {
  it("permute: every number once, every order as often as any other", () => {
    expect(Array.from(permutation(key, 50)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i),
    );
    const orders = ["012", "021", "102", "120", "201", "210"];
    const drawn = Float64Array.from({ length: 30_000 }, (_, index) =>
      orders.indexOf(permutation(foldIn(key, index), 3).join("")),
    );
    expect(chiSquare(drawn, () => 1 / 6)).toBeLessThan(3.1);
  });

  it("choose with weights in proportion to them, and never what weighs nothing", () => {
    const weights = [1, 0, 3, 6, 0];
    const drawn = choice(key, 5, n, { weights });
    expect(drawn.includes(1) || drawn.includes(4)).toBe(false);
    expect(chiSquare(drawn, (value) => weights[value]! / 10)).toBeLessThan(3.1);
  });

  it("choose without replacement each at most once, all equally often", () => {
    const drawn = Array.from({ length: 20_000 }, (_, index) =>
      Array.from(choice(foldIn(key, index), 6, 2, { replace: false })),
    );
    expect(drawn.every(([a, b]) => a !== b)).toBe(true);
    expect(
      chiSquare(
        drawn.map(([a, b]) => a! * 6 + b!),
        (value) => (value % 7 === 0 ? 0 : 1 / 30),
      ),
    ).toBeLessThan(3.1);
  });
});

/** Normal distribution function to 1.2e-7 (Press et al., Numerical Recipes, `erfcc`). */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.5 * Math.abs(x / Math.SQRT2));
  const z = x / Math.SQRT2;
  const poly = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
    -0.82215223, 0.17087277,
  ];
  const erfc = t * Math.exp(-z * z + poly.reduceRight((sum, coefficient) => sum * t + coefficient, 0));
  return x >= 0 ? 1 - erfc / 2 : erfc / 2;
}
