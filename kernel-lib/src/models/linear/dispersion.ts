import { digamma, logGamma, trigamma } from "../../compute/special/index.js";

/**
 * The part of the negative-binomial log-likelihood that depends on the counts and α alone,
 * Σ w Σ_{j<y} log(1 + αj) = Σ w [log Γ(y + 1/α) − log Γ(1/α) + y log α], with two derivatives in α.
 * Summed over the counts' tail, it costs nothing by row and stays exact as α → 0.
 */
export interface CountTerm {
  value(alpha: number): number;
  derivatives(alpha: number): { first: number; second: number };
  /** Its first derivative for a single count. */
  firstOf(alpha: number): (y: number) => number;
}

/** Up to this count sums run term by term; above it, by gamma functions. */
const DIRECT = 100_000;

export function countTerm(counts: Float64Array, weights: Float64Array | null): CountTerm {
  let most = 0;
  for (const y of counts) most = Math.max(most, y);
  const length = Math.min(most, DIRECT);
  // tail[j] = weight of the counts above j
  const tail = new Float64Array(length + 1);
  const large = new Map<number, number>();
  for (let i = 0; i < counts.length; i++) {
    const y = counts[i]!;
    const w = weights ? weights[i]! : 1;
    if (y > 0) tail[Math.min(y, DIRECT) - 1]! += w;
    if (y > DIRECT) large.set(y, (large.get(y) ?? 0) + w);
  }
  for (let j = length - 1; j >= 0; j--) tail[j]! += tail[j + 1]!;

  return {
    value(alpha) {
      let sum = 0;
      // Between two counts that occur the weights are equal, and one logarithm of the product does.
      let excess = 0;
      for (let j = 1; j < length; j++) {
        excess += alpha * j * (1 + excess);
        if (tail[j] === tail[j + 1] && excess < 1e250) continue;
        sum += tail[j]! * Math.log1p(excess);
        excess = 0;
      }
      const size = 1 / alpha;
      for (const [y, w] of large) {
        sum += w * (logGamma(y + size) - logGamma(DIRECT + size) + (y - DIRECT) * Math.log(alpha));
      }
      return sum;
    },
    derivatives(alpha) {
      let first = 0;
      let second = 0;
      for (let j = 1; j < length; j++) {
        const share = j / (1 + alpha * j);
        first += tail[j]! * share;
        second -= tail[j]! * share * share;
      }
      const size = 1 / alpha;
      for (const [y, w] of large) {
        const n = y - DIRECT;
        const psi = digamma(y + size) - digamma(DIRECT + size);
        const psi1 = trigamma(DIRECT + size) - trigamma(y + size);
        first += w * size * (n - size * psi);
        second -= w * size * size * (n - 2 * size * psi + size * size * psi1);
      }
      return { first, second };
    },
    firstOf(alpha) {
      const sums = new Float64Array(length + 1);
      for (let j = 1; j < length; j++) sums[j + 1] = sums[j]! + j / (1 + alpha * j);
      const size = 1 / alpha;
      return (y) =>
        y <= DIRECT
          ? sums[y]!
          : sums[DIRECT]! + size * (y - DIRECT - size * (digamma(y + size) - digamma(DIRECT + size)));
    },
  };
}
