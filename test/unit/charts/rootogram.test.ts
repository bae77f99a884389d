import { expect, test } from "vitest";
import { countFrequencies } from "../../../kernel-lib/src/charts/rootogram.js";
import { negativeBinomialCdf, poissonCdf } from "../../../kernel-lib/src/compute/special/index.js";
import { details } from "./fixtures.js";

const counts = (
  response: number[],
  mean: number,
  theta: number | null = null,
  weights: number[] | null = null,
) => ({
  ...details("poisson", response.length),
  response: Float64Array.from(response),
  fitted: new Float64Array(response.length).fill(mean),
  theta,
  weights: weights && Float64Array.from(weights),
});

test("observed and expected frequencies each add up to the rows, class by class as the distribution says", () => {
  const { labels, observed, expected } = countFrequencies(counts([0, 0, 1, 3, 2, 0], 1.2));
  expect(labels).toEqual(["0", "1", "2", "3", "4+"]);
  expect([...observed]).toEqual([3, 1, 1, 1, 0]);
  expect(expected[0]).toBeCloseTo(6 * Math.exp(-1.2), 10);
  expect(expected[4]).toBeCloseTo(6 * (1 - poissonCdf(3, 1.2)), 10);
});

test("a negative binomial uses its theta", () => {
  const { expected } = countFrequencies(counts([0, 5], 2, 0.7));
  expect(expected[0]).toBeCloseTo(2 * (2.7 / 0.7) ** -0.7, 10);
  expect(expected[6]).toBeCloseTo(2 * (1 - negativeBinomialCdf(5, 2, 0.7)), 10);
});

test("weights count rows as often as they say", () => {
  const { observed, expected } = countFrequencies(counts([0, 1], 1, null, [3, 1]));
  expect([...observed]).toEqual([3, 1, 0]);
  expect(expected.reduce((a, b) => a + b)).toBeCloseTo(4, 12);
});

test("large counts are put in classes, and means beyond exp's range do no harm", () => {
  const { width, labels, observed, expected } = countFrequencies(counts([900, 1000, 1100], 1000));
  expect(width).toBe(28);
  expect(labels[0]).toBe("0–27");
  expect(observed.reduce((a, b) => a + b)).toBe(3);
  expect(expected.reduce((a, b) => a + b)).toBeCloseTo(3, 9);
});

test.each([
  [1e5, null],
  [1e7, null],
  [1e9, 0.7],
  [1e12, 1e5],
  [1e200, 3],
])("counts of %d (theta %s) take no longer than small ones", (mean, theta) => {
  const n = 3000;
  const response = Array.from({ length: n }, (_, i) => Math.round((mean * (i + 1)) / n));
  const began = performance.now();
  const { observed, expected } = countFrequencies(counts(response, mean, theta));
  // It was from a minute to days; the bound is far above what it takes, so that a busy machine does not matter.
  expect(performance.now() - began).toBeLessThan(3000);
  expect(observed.length).toBeLessThanOrEqual(42);
  expect(observed.reduce((a, b) => a + b)).toBe(n);
  expect(expected.reduce((a, b) => a + b)).toBeCloseTo(n, 6);
  for (const frequency of expected) expect(frequency).toBeGreaterThanOrEqual(-1e-9);
});

test("classes of large counts hold what the distribution says", () => {
  const { width, expected } = countFrequencies(counts([9e4, 1e5, 1e5], 6e4, 12));
  expect(width).toBeGreaterThan(1000);
  expected.slice(0, -1).forEach((frequency, bin) => {
    const cdf = (y: number) => negativeBinomialCdf(y, 6e4, 12);
    expect(frequency / 3).toBeCloseTo(cdf((bin + 1) * width - 1) - cdf(bin * width - 1), 8);
  });
});
