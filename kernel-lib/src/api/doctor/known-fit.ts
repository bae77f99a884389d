/**
 * The fit that `doctor` runs: counts of an outcome under three treatments, from Dobson, An Introduction to
 * Generalized Linear Models (1990), page 93; the example on R's help page of `glm`. The table is balanced, so
 * the maximum of the Poisson likelihood is known in closed form and no other program need be trusted.
 */
export const counts = [18, 17, 15, 20, 10, 20, 25, 13, 12];

export const table = {
  counts,
  outcome: counts.map((_, i) => 1 + (i % 3)),
  treatment: counts.map((_, i) => 1 + Math.floor(i / 3)),
};
export const terms = ["C(outcome)", "C(treatment)"];

/** Intercept, outcome 2 and 3, treatment 2 and 3: outcome sums 63, 40 and 47, treatment sums 50 each, of 150. */
export const coefficients = [Math.log((63 * 50) / 150), Math.log(40 / 63), Math.log(47 / 63), 0, 0];

/** Treatment-coded design matrix, row-major, 9 × 5. */
export const design: Float64Array = Float64Array.from(
  counts.flatMap((_, i) => [
    1,
    Number(i % 3 === 1),
    Number(i % 3 === 2),
    Number(Math.floor(i / 3) === 1),
    Number(Math.floor(i / 3) === 2),
  ]),
);

/** Largest difference from the exact coefficients, relative to those above one. */
export function largestDifference(estimates: ArrayLike<number>): number {
  return coefficients.reduce((largest, exact, i) => {
    const difference = Math.abs((estimates[i] ?? NaN) - exact) / Math.max(1, Math.abs(exact));
    return Number.isNaN(difference) ? NaN : Math.max(largest, difference);
  }, 0);
}

/**
 * How near counts as agreement. Float64 with Newton's method: the square of its last step is below rounding.
 * Float32 by descent alone: a minimum is found to the square root of the precision of the loss at best
 * (Press et al., Numerical Recipes, section 10.1), here √1.2e-7 = 3.5e-4, with a margin of 3.
 */
export const tolerance = { fused: 1e-9, tfjs: 1e-3 };
