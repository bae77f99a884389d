import type { TrajectoryFamily } from "../../../contract/index.js";
import {
  incompleteBeta,
  negativeBinomialCdf,
  normalCdf,
  poissonCdf,
} from "../../../compute/special/index.js";
import { boundedExp, logistic } from "../families/family.js";

/** One group's distribution of an outcome, and its share in a mixture of them. */
export interface OutcomePart {
  weight: number;
  /** Linear predictor of the curve, with the offset and without the exposure. */
  eta: number;
  /** Standard error of `eta`; 0 when it counts as known. */
  error: number;
  /** Second predictor of the family: log σ, log α, the zero logit, log τ or log φ; NaN for a family without. */
  second: number;
}

export interface OutcomeSetting {
  family: TrajectoryFamily;
  /** Limits of the censored normal. */
  lower: number;
  upper: number;
  logExposure: number;
  trials: number;
}

// Gauss–Hermite nodes and weights of the standard normal: exact to the ninth power.
const nodes = [0, -1.3556261799742659, 1.3556261799742659, -2.8569700138728056, 2.8569700138728056];
const shares = [8 / 15, 0.22207592200561264, 0.22207592200561264, 0.011257411327720691, 0.011257411327720691];

/**
 * The smallest outcome y with P(Y ≤ y) ≥ p, for a mixture of groups. A curve's uncertainty counts: the distribution
 * is averaged over η ~ N(eta, error²), exactly for the normal families and by Gauss–Hermite quadrature for others.
 */
export function mixtureQuantile(p: number, parts: readonly OutcomePart[], setting: OutcomeSetting): number {
  const laws = lawsOf(parts, setting);
  if (laws.some(({ weight, cdf }) => Number.isNaN(weight) || Number.isNaN(cdf(0.5)))) return NaN;
  const cdf = (y: number) => laws.reduce((sum, law) => sum + law.weight * law.cdf(y), 0);
  const reached = (y: number) => cdf(y) >= p * (1 - 64 * Number.EPSILON);
  switch (setting.family) {
    case "gaussian":
    case "censored-normal": {
      const low = Math.max(setting.lower, Math.min(...laws.map(({ low }) => low)));
      const high = Math.min(setting.upper, Math.max(...laws.map(({ high }) => high)));
      return setting.lower === low && reached(low) ? low : bisect(reached, low, high);
    }
    case "beta":
      return bisect(reached, 0, 1);
    case "poisson":
    case "negative-binomial":
    case "zip":
    case "zip-tau": {
      let high = 1;
      while (!reached(high) && high < 1e15) high *= 2;
      return firstWhole(reached, high);
    }
    case "logit":
    case "binomial":
      return firstWhole(reached, setting.trials);
  }
}

interface Law {
  weight: number;
  cdf(y: number): number;
  /** Between these lies all but what Float64 can tell, for the normal families. */
  low: number;
  high: number;
}

function lawsOf(parts: readonly OutcomePart[], setting: OutcomeSetting): Law[] {
  const { family } = setting;
  return parts
    .filter(({ weight }) => !(weight < 1e-12))
    .flatMap(({ weight, eta, error, second }): Law[] => {
      if (family === "gaussian" || family === "censored-normal") {
        const spread = Math.hypot(Math.exp(second), error);
        const cdf = (y: number) =>
          y >= setting.upper ? 1 : y < setting.lower ? 0 : normalCdf((y - eta) / spread);
        return [{ weight, cdf, low: eta - 40 * spread, high: eta + 40 * spread }];
      }
      const used = error === 0 ? [0] : nodes;
      return used.map((node, k) => {
        const cdf = cdfAt(eta + error * node, second, setting);
        return { weight: weight * (error === 0 ? 1 : shares[k]!), cdf, low: 0, high: Infinity };
      });
    });
}

/** P(Y ≤ y) at known predictors, but of the normal families. */
function cdfAt(
  eta: number,
  second: number,
  { family, logExposure, trials }: OutcomeSetting,
): (y: number) => number {
  const mean = boundedExp(eta + logExposure);
  switch (family) {
    case "poisson":
      return (y) => poissonCdf(y, mean);
    case "negative-binomial":
      return (y) => negativeBinomialCdf(y, mean, 1 / boundedExp(second));
    case "zip":
    case "zip-tau": {
      const zero = logistic(family === "zip" ? second : -boundedExp(second) * eta);
      return (y) => (y < 0 ? 0 : zero + (1 - zero) * poissonCdf(y, mean));
    }
    case "logit":
    case "binomial": {
      const chance = logistic(eta);
      const rest = logistic(-eta);
      return (y) =>
        y >= trials
          ? 1
          : y < 0
            ? 0
            : incompleteBeta(trials - Math.floor(y), Math.floor(y) + 1, rest, chance)[0];
    }
    case "beta": {
      const precision = boundedExp(second);
      return (y) => incompleteBeta(logistic(eta) * precision, logistic(-eta) * precision, y, 1 - y)[0];
    }
    case "gaussian":
    case "censored-normal":
      throw new Error("the normal families have a distribution of their own");
  }
}

function bisect(reached: (y: number) => boolean, low: number, high: number): number {
  for (let i = 0; i < 200; i++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (reached(middle)) high = middle;
    else low = middle;
    if (high - low <= 1e-13 * Math.max(Math.abs(low), Math.abs(high))) break;
  }
  return high;
}

/** The smallest whole number from 0 that is reached, when `high` is. */
function firstWhole(reached: (y: number) => boolean, high: number): number {
  let low = -1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}
