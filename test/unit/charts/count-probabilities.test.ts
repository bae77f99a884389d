import { expect, test } from "vitest";
import { countTails } from "../../../kernel-lib/src/charts/count-probabilities.js";
import { incompleteBeta, incompleteGamma } from "../../../kernel-lib/src/compute/special/index.js";

const deviations = [-6, -3, -1, -0.005, 0, 0.003, 0.5, 2, 6];

test.each([1e3, 2e4, 1e6])("tails of a Poisson count of mean %d agree with the exact ones", (mean) => {
  for (const z of deviations) {
    const y = Math.round(mean + z * Math.sqrt(mean));
    const [above, below] = incompleteGamma(y + 1, mean);
    const [lower, upper] = countTails(y, mean, null);
    expect(Math.abs(lower / below - 1)).toBeLessThan(1e-3);
    expect(Math.abs(upper / above - 1)).toBeLessThan(1e-3);
  }
});

test.each([
  [5e3, 0.4],
  [5e3, 2e3],
  [4e4, 1e6],
])("tails of a negative binomial count of mean %d, theta %d agree with the exact ones", (mean, theta) => {
  for (const z of deviations) {
    const y = Math.round(mean + z * Math.sqrt(mean + mean ** 2 / theta));
    if (y < 0) continue;
    const exact = incompleteBeta(theta, y + 1, theta / (theta + mean), mean / (theta + mean));
    countTails(y, mean, theta).forEach((tail, i) => {
      expect(Math.abs(tail / exact[i]! - 1)).toBeLessThan(1e-3);
    });
  }
});

test("nothing below zero, and a mean of zero is always zero", () => {
  expect(countTails(-1, 3, null)).toEqual([0, 1]);
  expect(countTails(0, 0, null)).toEqual([1, 0]);
  expect(countTails(0, 0, 2)).toEqual([1, 0]);
});
