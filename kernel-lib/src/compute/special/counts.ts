import { gammaQuantile } from "./distributions.js";
import { incompleteBeta, incompleteGamma } from "./incomplete.js";
import { normalQuantile } from "./normal.js";

/** P(Y ≤ y) of the Poisson distribution. */
export function poissonCdf(y: number, mean: number): number {
  return y < 0 ? 0 : incompleteGamma(Math.floor(y) + 1, mean)[1];
}

/** P(Y ≤ y) of the negative binomial distribution, variance = mean + mean²/theta. */
export function negativeBinomialCdf(y: number, mean: number, theta: number): number {
  if (y < 0) return 0;
  const sum = theta + mean;
  return incompleteBeta(theta, Math.floor(y) + 1, theta / sum, mean / sum)[0];
}

/** Counts beyond this are taken from the continuous limit, which differs by less than 1e-4 of their spread. */
const LARGE = 1e9;

/** The smallest count y with P(Y ≤ y) ≥ p. */
export function poissonQuantile(p: number, mean: number): number {
  const deviation = Math.sqrt(mean);
  if (mean > LARGE) return Math.max(0, Math.round(mean + deviation * normalQuantile(p)));
  return countQuantile(p, (y) => poissonCdf(y, mean), mean, deviation);
}

/** The smallest count y with P(Y ≤ y) ≥ p; variance = mean + mean²/theta. */
export function negativeBinomialQuantile(p: number, mean: number, theta: number): number {
  if (mean < theta * 1e-10) return poissonQuantile(p, mean);
  const deviation = Math.sqrt(mean + (mean * mean) / theta);
  // A Poisson whose mean is drawn from a gamma distribution: of large counts the gamma is all.
  if (mean + 10 * deviation > LARGE) {
    if (theta > 1e6) return Math.max(0, Math.round(mean + deviation * normalQuantile(p)));
    return Math.floor((gammaQuantile(p, theta) * mean) / theta);
  }
  return countQuantile(p, (y) => negativeBinomialCdf(y, mean, theta), mean, deviation);
}

/** Brackets from the normal approximation in doubling steps, then halves the bracket. */
function countQuantile(p: number, cdf: (y: number) => number, mean: number, deviation: number): number {
  if (!(p >= 0 && p <= 1 && mean >= 0 && deviation < Infinity)) return NaN;
  if (p === 1) return mean === 0 ? 0 : Infinity;
  const reached = (y: number) => cdf(y) >= p * (1 - 64 * Number.EPSILON);
  const central = normalQuantile(Math.min(Math.max(p, 1e-300), 1 - 1e-16));
  let high = Math.max(0, Math.floor(mean + deviation * central));
  let step = Math.max(1, Math.ceil(deviation / 8));
  let low = -1;
  if (reached(high)) {
    for (low = high - step; low >= 0 && reached(low); low -= step, step *= 2) high = low;
    low = Math.max(low, -1);
  } else {
    for (low = high, high += step; !reached(high) && high < 1e15; low = high, high += step) step *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}
