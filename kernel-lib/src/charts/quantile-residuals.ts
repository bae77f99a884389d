import { foldIn, randomKey, uniform } from "../compute/random/index.js";
import { normalQuantile } from "../compute/special/index.js";
import { countTails } from "./count-probabilities.js";
import type { LinearDetails } from "../models/linear/index.js";
import { standardized } from "./standardized.js";
import { pick } from "./reduce.js";

export interface QuantileResiduals {
  kind: "standardised" | "randomized quantile" | "deviance";
  values: Float64Array;
}

/**
 * Residuals that are standard normal when the model is right, for the rows `indices`; a row has the same one in
 * every chart. Gaussian: residual over its standard deviation. Counts and binary outcomes: randomized quantile
 * residuals (Dunn and Smyth 1996, J. Comput. Graph. Stat. 5), Φ⁻¹ of a uniform draw between P(Y < y) and
 * P(Y ≤ y), the same for the same seed. With weights: deviance residuals, for then there is no distribution of
 * the outcome to draw from.
 */
export function quantileResiduals(
  details: LinearDetails,
  indices: Int32Array,
  seed: number,
): QuantileResiduals {
  const { family, response, fitted, weights, residuals, theta } = details;
  if (family === "gaussian") {
    return { kind: "standardised", values: Float64Array.from(indices, (i) => standardized(details, i)) };
  }
  if (weights !== null) return { kind: "deviance", values: pick(residuals.deviance, indices) };

  // A key of its own, so that the chart's draws never meet those of the fit.
  const key = foldIn(randomKey(seed), 0x51);
  const tails = family === "binomial" ? binary : (y: number, mean: number) => countTails(y, mean, theta);
  const values = Float64Array.from(indices, (i) => {
    const [lower, upper] = tails(response[i]!, fitted[i]!);
    const [lowerBelow, upperBelow] = tails(response[i]! - 1, fitted[i]!);
    const draw = uniform(foldIn(key, i), 1)[0]!;
    // From the nearer tail, where no digits are lost; never quite 0, which is infinitely far out.
    return lowerBelow < 0.5
      ? normalQuantile(Math.max(Number.MIN_VALUE, lowerBelow + draw * (lower - lowerBelow)))
      : -normalQuantile(Math.max(Number.MIN_VALUE, upper + (1 - draw) * (upperBelow - upper)));
  });
  return { kind: "randomized quantile", values };
}

/** [P(Y ≤ y), P(Y > y)] of an outcome that is 0 or 1. */
function binary(y: number, mean: number): [number, number] {
  return y < 0 ? [0, 1] : y < 1 ? [1 - mean, mean] : [1, 0];
}
