import { foldIn, randomKey, uniform } from "../compute/random/index.js";
import { normalQuantile } from "../compute/random/normal.js";
import { eachProbability } from "./count-probabilities.js";
import type { RegressionDetails } from "./details.js";
import { pick } from "./reduce.js";

/** Summed probabilities at most; beyond it, deviance residuals serve. */
const mostWork = 2e7;

export interface QuantileResiduals {
  kind: "standardised" | "randomized quantile" | "deviance";
  values: Float64Array;
}

/**
 * Residuals that are standard normal when the model is right, for the rows `indices`; a row has the same one in every chart. Gaussian: residual over
 * its standard deviation. Counts and binary outcomes: randomized quantile residuals (Dunn and Smyth 1996,
 * J. Comput. Graph. Stat. 5), Φ⁻¹ of a uniform draw between F(y − 1) and F(y), the same for the same seed, no
 * further out than ±8.2. Shares with weights, and counts too large to sum over: deviance residuals, which are
 * close to normal there.
 */
export function quantileResiduals(
  details: RegressionDetails,
  indices: Int32Array,
  seed: number,
): QuantileResiduals {
  const { family, response, fitted, weights, residuals, leverage, scale, theta } = details;
  if (family === "gaussian") {
    const spread = (i: number) => Math.sqrt(scale * Math.max(0, 1 - leverage[i]!));
    return {
      kind: "standardised",
      values: Float64Array.from(indices, (i) => residuals.pearson[i]! / spread(i)),
    };
  }
  const work = indices.reduce((sum, i) => sum + response[i]!, 0);
  if (weights !== null || (family !== "binomial" && work > mostWork)) {
    return { kind: "deviance", values: pick(residuals.deviance, indices) };
  }
  // A key of its own, so that the chart's draws never meet those of the fit.
  const key = foldIn(randomKey(seed), 0x51);
  const between = family === "binomial" ? binary : (y: number, mean: number) => counted(y, mean, theta);
  const values = Float64Array.from(indices, (i) => {
    const [below, at] = between(response[i]!, fitted[i]!);
    return normalQuantile(Math.min(1 - 1e-16, Math.max(1e-16, below + uniform(foldIn(key, i), 1)[0]! * at)));
  });
  return { kind: "randomized quantile", values };
}

/** [P(Y < y), P(Y = y)]. */
const binary = (y: number, mean: number): [number, number] => (y > 0.5 ? [1 - mean, mean] : [0, 1 - mean]);

function counted(y: number, mean: number, theta: number | null): [number, number] {
  let below = 0;
  let at = 0;
  eachProbability(mean, theta, y + 1, (k, probability) => {
    if (k < y) below += probability;
    else at = probability;
  });
  return [below, at];
}
