import { incompleteBeta, incompleteGamma, normalCdf } from "../compute/special/index.js";
import { devianceTerm } from "../compute/special/saddle-point.js";

/**
 * Above this the series and fractions of the exact functions take as many steps as the square root of the count;
 * the approximation is then right to about 1 in 10 times this.
 */
const large = 1000;

/**
 * [P(Y ≤ y), P(Y > y)] of a Poisson or, with theta, a negative binomial count (variance = mean + mean²/theta), in
 * microseconds whatever the count.
 */
export function countTails(y: number, mean: number, theta: number | null): [number, number] {
  if (y < 0) return [0, 1];
  if (!(mean > 0)) return [1, 0];
  if (theta === null) {
    if (y < large || mean === Infinity) {
      const [above, below] = incompleteGamma(y + 1, mean);
      return [below, above];
    }
    const [above, below] = gammaTails(y + 1, mean);
    return [below, above];
  }
  const share = theta / (theta + mean);
  const rest = mean / (theta + mean);
  return Math.min(y, theta) < large
    ? incompleteBeta(theta, y + 1, share, rest)
    : betaTails(theta, y + 1, share, rest);
}

/** Both tails of a gamma distribution of large shape `a` at `x`. */
function gammaTails(a: number, x: number): [number, number] {
  return tails((x - a) / Math.sqrt(a), devianceTerm(a, x), 1 / (3 * Math.sqrt(a)));
}

/** Both tails of a beta distribution with large `a` and `b` at `x`, y = 1 − x. */
function betaTails(a: number, b: number, x: number, y: number): [number, number] {
  const n = a + b;
  const spread = Math.sqrt((a * b) / n);
  // n·x − a without the digits that the subtraction would cost: x = a/n where b·x = a·y.
  return tails(
    (b * x - a * y) / spread,
    devianceTerm(a, n * x) + devianceTerm(b, n * y),
    (b - a) / n / (3 * spread),
  );
}

/**
 * Laplace's method: [Φ(r*), Φ(−r*)] with r* = r + log(q/r)/r (Barndorff-Nielsen 1986, Biometrika 73), where r² / 2
 * is the deviance, q the distance from the mean in standard deviations and `centre` what log(q/r)/r tends to there.
 */
function tails(q: number, deviance: number, centre: number): [number, number] {
  const r = Math.sign(q) * Math.sqrt(2 * deviance);
  const z = r + (Math.abs(r) < 0.01 ? centre : Math.log(q / r) / r);
  return [normalCdf(z), normalCdf(-z)];
}
