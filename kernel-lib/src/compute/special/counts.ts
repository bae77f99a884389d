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

/** The smallest count y with P(Y ≤ y) ≥ p. */
export function poissonQuantile(p: number, mean: number): number {
  return countQuantile(p, (y) => poissonCdf(y, mean), mean, Math.sqrt(mean));
}

/** The smallest count y with P(Y ≤ y) ≥ p; variance = mean + mean²/theta. */
export function negativeBinomialQuantile(p: number, mean: number, theta: number): number {
  return countQuantile(
    p,
    (y) => negativeBinomialCdf(y, mean, theta),
    mean,
    Math.sqrt(mean + (mean * mean) / theta),
  );
}

/** Brackets from the normal approximation in doubling steps, then halves the bracket. */
function countQuantile(p: number, cdf: (y: number) => number, mean: number, deviation: number): number {
  if (!(p >= 0 && p <= 1) || !(mean >= 0) || !Number.isFinite(mean)) return NaN;
  if (p === 1) return mean === 0 ? 0 : Infinity;
  const reached = (y: number) => cdf(y) >= p * (1 - 64 * Number.EPSILON);
  let high = Math.max(0, Math.floor(mean + deviation * normalQuantile(Math.min(Math.max(p, 1e-300), 1 - 1e-16))));
  let step = Math.max(1, Math.ceil(deviation / 8));
  let low = -1;
  if (reached(high)) {
    for (low = high - step; low >= 0 && reached(low); low -= step, step *= 2) high = low;
    low = Math.max(low, -1);
  } else {
    for (low = high, high += step; !reached(high); low = high, high += step) step *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}
