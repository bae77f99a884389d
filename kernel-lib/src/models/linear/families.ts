import type { GlmFamily } from "../../contract/index.js";
import { logFactorial, logGamma } from "../../compute/special/index.js";

/** What the statistics need of a family, one row at a time: y the outcome, mu its mean, w the prior weight. */
export interface Family {
  link: "identity" | "log" | "logit";
  /** The mean from the linear predictor. */
  mean(eta: number): number;
  /** Variance of an outcome of weight 1, without the dispersion. */
  variance(mu: number): number;
  /** Unit deviance, ≥ 0. */
  deviance(y: number, mu: number): number;
  /** Log-likelihood with all constants, at linear predictor and mean; not the gaussian's, whose variance is a parameter. */
  logLik(y: number, eta: number, w: number, mu: number): number;
}

/** y log(y/mu), 0 at y = 0. */
const yLogRatio = (y: number, mu: number) => (y === 0 ? 0 : y * Math.log(y / mu));

const gaussian: Family = {
  link: "identity",
  mean: (eta) => eta,
  variance: () => 1,
  deviance: (y, mu) => (y - mu) ** 2,
  logLik: () => NaN,
};

const poisson = (): Family => {
  const constant = remembered(logFactorial);
  return {
    link: "log",
    mean: Math.exp,
    variance: (mu) => mu,
    deviance: (y, mu) => Math.max(0, 2 * (yLogRatio(y, mu) - (y - mu))),
    logLik: (y, eta, w, mu) => w * (y * eta - mu - constant(y)),
  };
};

/** Weights of a binomial row with a share as outcome are its trials, and the constant is that of the trials. */
const binomial: Family = {
  link: "logit",
  mean: (eta) => (eta > 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta))),
  variance: (mu) => mu * (1 - mu),
  deviance: (y, mu) => Math.max(0, 2 * (yLogRatio(y, mu) + yLogRatio(1 - y, 1 - mu))),
  logLik: (y, eta, w) => {
    const kernel = w * (y * eta - Math.log1p(Math.exp(-Math.abs(eta))) - Math.max(eta, 0));
    if (y === 0 || y === 1) return kernel;
    return kernel + logGamma(w + 1) - logGamma(w * y + 1) - logGamma(w * (1 - y) + 1);
  },
};

/** NB2: variance mu + alpha mu². */
const negativeBinomial = (alpha: number): Family => {
  const size = 1 / alpha;
  const sums = [0, 0]; // sums[y] = Σ_{j<y} log(1 + αj), as far as counts have asked for it
  const constant = remembered((y) => {
    // log Γ(y + 1/α) − log Γ(1/α) + y log α − log y!, by its sum where the gammas would cancel
    if (y > 1e4) return logGamma(y + size) - logGamma(size) + y * Math.log(alpha) - logFactorial(y);
    while (sums.length <= y) sums.push(sums.at(-1)! + Math.log1p(alpha * (sums.length - 1)));
    return sums[y]! - logFactorial(y);
  });
  return {
    link: "log",
    mean: Math.exp,
    variance: (mu) => mu + alpha * mu * mu,
    deviance: (y, mu) => {
      const t = (alpha * (mu - y)) / (1 + alpha * y);
      return Math.max(0, 2 * (yLogRatio(y, mu) + (y + size) * Math.log1p(t)));
    },
    logLik: (y, eta, w, mu) => w * (constant(y) + y * eta - (y + size) * Math.log1p(alpha * mu)),
  };
};

/** The family's functions; `alpha` = 1/θ is the negative binomial's, and 0 makes it the Poisson. */
export function familyOf(family: GlmFamily, alpha = 0): Family {
  switch (family) {
    case "gaussian":
      return gaussian;
    case "poisson":
      return poisson();
    case "binomial":
      return binomial;
    case "negative-binomial":
      return alpha > 0 ? negativeBinomial(alpha) : poisson();
  }
}

/** Counts repeat: each value's function is computed once. */
function remembered(compute: (y: number) => number): (y: number) => number {
  const known = new Map<number, number>();
  const small: number[] = [];
  return (y) => {
    const inArray = y < 1024;
    const found = inArray ? small[y] : known.get(y);
    if (found !== undefined) return found;
    const value = compute(y);
    if (inArray) small[y] = value;
    else known.set(y, value);
    return value;
  };
}
